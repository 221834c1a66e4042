import type pg from 'pg';
import type { PlainDateString } from '../../domain/calendar';
import type { Sandbox } from '../../sandbox/core/sandbox';
import { createScope } from '../../sandbox/stripe/scope';
import { INVARIANTS } from './invariants';

/** What broke, and on which lease, where one is to blame. */
export type Breach = { invariant: string; leaseId: string | null; fault: string };

/** Whatever asks the database as the owner of the tables: a pool, or a client within a transaction. */
export type Asker = Pick<pg.Pool, 'query'>;

/** Makes the table that the vendor's own objects are copied into, beside the product's; `since`: on which day their status was first seen. */
export async function prepareChecks(owner: Asker): Promise<void> {
  await owner.query(`create unlogged table stripe_objects (id text primary key, kind text not null, status text not null,
    amount_cents bigint not null, lease_id text, payment_intent text, since date)`);
}

/** Every invariant, over everything, once the vendor's objects are copied; empty where all hold. */
export async function checkDay(owner: pg.Pool, sandbox: Sandbox, day: PlainDateString): Promise<Breach[]> {
  await copyVendor(owner, sandbox, day);
  return holdInvariants(owner, day);
}

/** Every invariant against the database as it stands; empty where all hold. */
export async function holdInvariants(owner: Asker, day: PlainDateString): Promise<Breach[]> {
  const parts = Object.entries(INVARIANTS).map(
    ([name, sql]) => `select ${quote(name)} as invariant, lease_id, fault from (${sql.replaceAll('$1', quote(day))}) q`,
  );
  const { rows } = await owner.query<{ invariant: string; lease_id: string | null; fault: string }>(
    parts.join('\nunion all\n'),
  );
  return rows.map(({ invariant, lease_id: leaseId, fault }) => ({ invariant, leaseId, fault }));
}

/** The vendor's payments, refunds and disputes as they stand now. */
async function copyVendor(owner: pg.Pool, sandbox: Sandbox, day: PlainDateString): Promise<void> {
  const scope = createScope(sandbox, '');
  const intents = scope.paymentIntents.list();
  const leaseOf = new Map(intents.map((intent) => [intent.id, intent.metadata.lease_id ?? null]));
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const of = (kind: string, one: { id: string; amount: number }, status: string | null, intent: string | null) => ({
    id: one.id,
    kind,
    status: status ?? '',
    amount_cents: one.amount,
    lease_id: leaseOf.get(intent ?? '') ?? null,
    payment_intent: intent,
  });
  const rows = [
    ...intents.map((one) => of('payment_intent', one, one.status, one.id)),
    ...scope.refunds.list().map((one) => of('refund', one, one.status, text(one.payment_intent))),
    ...scope.disputes.list().map((one) => of('dispute', one, one.status, text(one.payment_intent))),
  ];
  await owner.query(
    `insert into stripe_objects select s.*, $2::date from jsonb_to_recordset($1::jsonb)
       as s(id text, kind text, status text, amount_cents bigint, lease_id text, payment_intent text)
     on conflict (id) do update set status = excluded.status, amount_cents = excluded.amount_cents, since = excluded.since
       where stripe_objects.status <> excluded.status or stripe_objects.amount_cents <> excluded.amount_cents`,
    [JSON.stringify(rows), day],
  );
}

const quote = (value: string) => `'${value.replaceAll("'", "''")}'`;
