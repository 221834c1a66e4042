import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

/**
 * The autopay that will ask for a month of a lease; null where there is none, where its payer stopped or paused that
 * month, and while the lease accepts no payments.
 */
export async function standingAutopay(tx: Transaction, leaseId: string, period: string) {
  return tx.mandate.findFirst({ where: standing(leaseId, period), include: { paymentMethod: true } });
}

const STANDING = `
  select m.id from mandates m join leases l on l.id = m.lease_id
  where m.lease_id = $1 and m.status = 'active' and l.accepting_payments and not exists (
    select from debit_holds h where h.mandate_id = m.id and h.period = $2 and h.lifted_at is null)
  limit 1`;

/** Whether there is one. */
export async function hasStandingAutopay(tx: Transaction, leaseId: string, period: string): Promise<boolean> {
  return (await overPrisma(tx)(STANDING, [leaseId, period])).length > 0;
}

function standing(leaseId: string, period: string) {
  return {
    leaseId,
    status: 'active',
    lease: { acceptingPayments: true },
    holds: { none: { period, liftedAt: null } },
  };
}
