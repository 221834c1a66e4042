import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { type Column, columns, type ForeignKey, foreignKeys, type Observed, organizationTables } from './catalogue';

/** A row as it goes in: column → value. */
export type Row = Record<string, unknown>;

/** What a column must hold where its type alone would not do. */
const PARTICULAR: Record<string, unknown> = {
  'memberships.role': 'manager',
  'api_keys.role': 'manager',
  'allocations.plan_cents': 1,
  'charges.period': '2026-11',
  'debit_holds.kind': 'stop',
  'debit_holds.period': '2026-11',
  'presentments.method_kind': 'card',
  'presentments.attempt': 1,
  'bank_returns.category': 'unauthorized',
  'return_rate_alarms.ceiling': 'overall',
  'return_rate_alarms.percent_of_ceiling': 80,
  'refunds.method': 'original',
  'disputes.status': 'needs_response',
  'vendor_bookings.aspect': 'received',
  'vendor_payouts.status': 'paid',
  'differences.found_cents': 2,
  'owners.kind': 'person',
  'ownerships.share_bps': 10_000,
  'owner_agreements.fee_kind': 'percent',
  'bills.amount_cents': 1,
  'owner_statement_runs.period': '2026-11',
  'owner_items.source_kind': 'bill',
  'owner_payouts.method': 'check',
  'owner_payouts.amount_cents': 1,
  'deposit_movements.kind': 'transfer',
  'deposit_movements.amount_cents': 1,
  'deposit_proofs.kind': 'photo',
  'bank_deposits.amount_cents': 1,
  'bank_deposit_items.amount_cents': 1,
};

/** References left out where a row may have one of two. */
const LEFT_OUT = ['dispute_files.media_id', 'deposit_movements.refund_id'];

/** Two organizations with one row in every table each, made from the catalogue: a new table is among them by itself. */
export class TwoLandlords {
  private constructor(
    readonly database: Observed,
    readonly tables: { name: string; key: string }[],
    readonly keys: ForeignKey[],
    private readonly all: Column[],
  ) {}

  static async in(database: Observed): Promise<TwoLandlords> {
    const [tables, keys, all] = await Promise.all([
      organizationTables(database),
      foreignKeys(database),
      columns(database),
    ]);
    const landlords = new TwoLandlords(database, tables, keys, all);
    await landlords.fill('a');
    await landlords.fill('b');
    return landlords;
  }

  organization(side: 'a' | 'b'): string {
    return `organizations_${side}`;
  }

  /** The references between tables that both belong to organizations. */
  get references(): ForeignKey[] {
    const owned = new Set(this.tables.filter(({ key }) => key === 'organization_id').map(({ name }) => name));
    return this.keys.filter(({ child, parent }) => owned.has(child) && owned.has(parent));
  }

  /** A row of that side with everything required; other texts are made up, references lead to the side's own rows. */
  row(table: string, side: 'a' | 'b', id = `${table}_${side}`): Row {
    const parents = new Map(this.keys.filter(({ child }) => child === table).map((key) => [key.column, key]));
    const entries = this.all
      .filter(
        (column) =>
          column.table === table &&
          !LEFT_OUT.includes(`${table}.${column.name}`) &&
          (column.required || parents.has(column.name) || `${table}.${column.name}` in PARTICULAR),
      )
      .map((column): [string, unknown] => {
        const parent = parents.get(column.name);
        if (column.name === 'id') return [column.name, id];
        if (column.name === 'organization_id') return [column.name, this.organization(side)];
        if (parent !== undefined) return [column.name, parent.parent === table ? null : `${parent.parent}_${side}`];
        return [column.name, PARTICULAR[`${table}.${column.name}`] ?? madeUp(column.type)];
      });
    return Object.fromEntries(entries);
  }

  private async fill(side: 'a' | 'b'): Promise<void> {
    const client = await this.database.owner.connect();
    try {
      // Neither references nor triggers are asked: the order of the tables does not matter.
      await client.query("set session_replication_role = 'replica'");
      const shared = [{ name: 'users' }];
      for (const { name } of [...shared, ...this.tables]) await insert(client, name, this.row(name, side));
      await client.query("set session_replication_role = 'origin'");
    } finally {
      client.release(true);
    }
  }
}

/** Inserts one row. */
export async function insert(client: pg.ClientBase, table: string, row: Row): Promise<void> {
  const names = Object.keys(row).map((name) => `"${name}"`);
  const places = names.map((_, at) => `$${at + 1}`);
  await client.query(`insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`, Object.values(row));
}

function madeUp(type: string): unknown {
  if (type === 'text') return randomBytes(9).toString('hex');
  if (/int|double|numeric/.test(type)) return 1;
  if (type === 'date') return '2026-11-01';
  if (type.startsWith('timestamp')) return '2026-11-01T00:00:00Z';
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return false;
  if (type.endsWith('[]')) return [];
  if (type === 'bytea') return Buffer.of(0);
  throw new Error(`No value is known for the type ${type}`);
}
