import type { Collection } from '../core/store';
import { resourceMissing } from './errors';

export interface Row<T> {
  readonly account: string;
  readonly object: T;
}

/** Objects of one kind, as one account sees them. */
export class Table<T extends { id: string }> {
  constructor(
    private readonly rows: Collection<Row<T>>,
    private readonly account: string,
    private readonly kind: string,
  ) {}

  /** The object of this account; undefined when there is none, also when another account owns it. */
  find(id: string): T | undefined {
    const row = this.rows.get(id);
    return row?.account === this.account ? row.object : undefined;
  }

  /** The object; throws Stripe's 404 naming `param` when this account has none. */
  get(id: string, param = 'id'): T {
    const found = this.find(id);
    if (found === undefined) throw resourceMissing(this.kind, id, param);
    return found;
  }

  /** Keeps the object as it is now. Call it after every change. */
  save(object: T): T {
    this.rows.put(object.id, { account: this.account, object });
    return object;
  }

  remove(id: string): void {
    this.rows.delete(id);
  }

  /** This account's objects, newest first. */
  list(): T[] {
    return this.rows
      .list()
      .filter(({ account }) => account === this.account)
      .map(({ object }) => object)
      .reverse();
  }

  /** How many of all accounts there are. */
  get size(): number {
    return this.rows.size;
  }
}
