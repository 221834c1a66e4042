import { chargePosted } from '../../domain/ledger';
import { cents } from '../../domain/money';
import { type Database, sqlInOrganization } from '../../store/database';
import { type NewEntry, postEntries } from '../../store/ledger/post-entries';
import { overPg } from '../../store/sql-runner';
import { BENCH_ORGANIZATION } from './seed-portfolio';

/** Entries that were never posted before, as many as asked for. */
export type Supply = (count: number) => NewEntry[];

/** A rent charge's entry, of two lines. @param key posts once; the same key is the same entry to the cent */
export function entryOf(key: string, leaseId: string, effectiveOn = '2026-11-01'): NewEntry {
  const entry = chargePosted({ leaseId, chargeId: `chg_${key}`, kind: 'rent', amountCents: cents(145_000) });
  return { idempotencyKey: `bench/${key}`, entry, description: 'Rent', effectiveOn, leaseId };
}

const FIRST_DAY_MS = Date.UTC(2000, 0, 1);

/** New entries over all leases in turn, a day apart. @param name keeps them apart from another supply's */
export function entrySupply(name: string, leases: readonly string[]): Supply {
  let made = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      made += 1;
      const day = new Date(FIRST_DAY_MS + (made % 10_000) * 86_400_000).toISOString().slice(0, 10);
      return entryOf(`${name}/${made}`, leases[made % leases.length] ?? '', day);
    });
}

/** Entries in the portions in which they are posted. */
export function batches(supply: Supply, posts: number, batch: number): NewEntry[][] {
  return Array.from({ length: Math.ceil(posts / batch) }, (_, at) => supply(Math.min(batch, posts - at * batch)));
}

/** Posts through the store in one transaction. @returns the keys that were new */
export function post(database: Database, entries: readonly NewEntry[]): Promise<Set<string>> {
  return sqlInOrganization(database, BENCH_ORGANIZATION, (client) =>
    postEntries(overPg(client), BENCH_ORGANIZATION, entries),
  );
}

/** Works through a queue, so many at once. */
export async function drain<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<unknown>) {
  const queue = [...items];
  const one = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
