import { type Cents, cents } from '../../domain/money';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

const STANDS_AT = `
  select coalesce(-sum(b.balance_cents) filter (where b.account = 'deposits_held'), 0)::text as held,
    coalesce(sum(b.balance_cents) filter (where b.account = 'deposit_bank'), 0)::text as trust,
    (select coalesce(sum(a.amount_cents), 0) from payments p join allocations a on a.payment_id = p.id and a.voided_at is null
       join charges c on c.id = a.charge_id and c.kind = 'deposit'
     where p.organization_id = $1 and p.lease_id = $2 and p.status = 'processing')::text as in_transit
  from lease_balances b where b.organization_id = $1 and b.lease_id = $2 and b.account in ('deposits_held', 'deposit_bank')`;

/** What is held for a lease, what of it banks are still working on, and what lies in the trust account for it. */
export type DepositStanding = { heldCents: Cents; inTransitCents: Cents; trustCents: Cents };

/** Where a lease's deposit stands in the ledger. One step however long its history. */
export async function depositStanding(
  tx: Transaction,
  of: { organizationId: string; leaseId: string },
): Promise<DepositStanding> {
  const [row] = await overPrisma(tx)<{ held: string; trust: string; in_transit: string }>(STANDS_AT, [
    of.organizationId,
    of.leaseId,
  ]);
  const read = (text: string | undefined) => cents(Number(text ?? 0));
  return { heldCents: read(row?.held), inTransitCents: read(row?.in_transit), trustCents: read(row?.trust) };
}
