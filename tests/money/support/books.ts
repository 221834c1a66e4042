import { openCharges, totalOpen } from '../../../store/charges/open-charges';
import { type Database, inOrganization } from '../../../store/database';
import { overPrisma } from '../../../store/sql-runner';
import type { World } from '../../workflows/support/world';
import type { GivenLease } from './given-lease';

/** What a lease owes now, in cents. */
export function owed(database: Database, { organizationId, leaseId }: GivenLease): Promise<number> {
  return inOrganization(database, organizationId, async (tx) =>
    totalOpen(await openCharges(overPrisma(tx), organizationId, leaseId)),
  );
}

/** The balances of a lease's accounts that are not zero. */
export async function balances(world: World, { leaseId }: GivenLease): Promise<Record<string, number>> {
  const { rows } = await world.owner.query<{ account: string; sum: string }>(
    'select account, sum(amount_cents)::text as sum from postings where lease_id = $1 group by account having sum(amount_cents) <> 0',
    [leaseId],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, Number(sum)]));
}

/** Every entry of the whole database sums to zero, so all of them do. */
export async function sumOfAll(world: World): Promise<number> {
  const { rows } = await world.owner.query<{ sum: string }>(
    'select coalesce(sum(amount_cents), 0)::text as sum from postings',
  );
  return Number(rows[0]?.sum);
}

/** The payments of a lease, oldest first: `status/kind/amount`. */
export async function payments(world: World, { leaseId }: GivenLease) {
  const { rows } = await world.owner.query<{
    id: string;
    status: string;
    kind: string;
    amount_cents: string;
    workflow_id: string | null;
  }>('select id, status, kind, amount_cents, workflow_id from payments where lease_id = $1 order by created_at, id', [
    leaseId,
  ]);
  return rows;
}

export async function presentments(world: World, { leaseId }: GivenLease) {
  const { rows } = await world.owner.query<{ id: string; status: string; attempt: number; vendor_ref: string | null }>(
    'select id, status, attempt, vendor_ref from presentments where lease_id = $1 order by presented_at, id',
    [leaseId],
  );
  return rows;
}

/** Charges that the vendor made for a lease: how many succeeded, and how much came. */
export async function taken(world: World, { leaseId }: GivenLease): Promise<{ count: number; cents: number }> {
  const summary = (await world.control('stripe/summary?metadata=lease_id')) as {
    by_metadata: { value: string; succeeded_charges: number; succeeded_amount: number }[];
  };
  const own = summary.by_metadata.find(({ value }) => value === leaseId);
  return { count: own?.succeeded_charges ?? 0, cents: own?.succeeded_amount ?? 0 };
}
