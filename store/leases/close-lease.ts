import { localDateAt } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { type Cents, cents, formatMoney } from '../../domain/money';
import { openCharges, totalOpen } from '../charges/open-charges';
import { takeBackCharge } from '../charges/take-back-charge';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { wakeCollections } from '../payments/wake-collections';
import { overPrisma } from '../sql-runner';
import { aboutLease, type LoadedLease, lockLease, moveLease } from './lock-lease';

export type Closing = {
  organizationId: string;
  leaseId: string;
  reason: string;
  /** What is still owed is given up as lost. */
  writeOff: boolean;
  actor: string;
  now: Date;
};

/**
 * Closes an ended lease for good: nothing is collected on it any more, and what is still owed is written off as lost,
 * with the reason, charge by charge. A closed lease on which something is owed again (a debit that came back) may be
 * closed once more. Repeating changes nothing. @returns what was written off, in cents
 * @throws TenureError not_found, illegal_transition unless it has ended, not_possible while money is under way, held or
 * paid ahead, or owed and not to be written off
 */
export async function closeLease(tx: Transaction, closing: Closing): Promise<Cents> {
  const { organizationId, leaseId, reason, actor, now } = closing;
  const lease = await lockLease(tx, leaseId);
  if (lease.status !== 'ended' && lease.status !== 'closed') {
    throw new TenureError('illegal_transition', 'Only a lease that has ended can be closed.');
  }
  await refuseUnfinished(tx, leaseId);
  const open = await openCharges(overPrisma(tx), organizationId, leaseId);
  const owedCents = totalOpen(open);
  if (owedCents > 0 && !closing.writeOff) {
    throw new TenureError('not_possible', `${formatMoney(owedCents)} is still owed. Write it off to close the lease.`, {
      params: [{ name: 'write_off', reason: 'must be true while something is owed' }],
    });
  }
  if (owedCents === 0 && lease.status === 'closed') return owedCents;
  await wakeCollections(tx, { organizationId, leaseId });
  const on = localDateAt(now.getTime(), lease.timeZone);
  for (const { chargeId } of open) {
    await takeBackCharge(tx, { organizationId, chargeId, how: 'write_off', reason, actor, on, now });
  }
  await moveLease(tx, lease, 'closed');
  await tellClosed(tx, lease, closing, owedCents);
  return owedCents;
}

/** What a bank, a deposit or a tenant still has coming keeps a lease open. */
async function refuseUnfinished(tx: Transaction, leaseId: string): Promise<void> {
  const refuse = (detail: string) => {
    throw new TenureError('not_possible', detail);
  };
  const asked = { leaseId, status: { in: ['created', 'submitted', 'unknown', 'processing'] } };
  if ((await tx.presentment.count({ where: asked })) > 0) refuse('A payment on this lease is still with the bank.');
  const moving = { leaseId, status: { in: ['unknown', 'processing'] } };
  if ((await tx.payment.count({ where: moving })) > 0) refuse('A payment on this lease is still with the bank.');
  const leaving = { leaseId, status: { in: ['requested', 'unknown', 'pending', 'requires_action'] } };
  if ((await tx.refund.count({ where: leaving })) > 0) refuse('A refund on this lease is still on its way.');
  if ((await tx.dispute.count({ where: { leaseId, closedAt: null } })) > 0) {
    refuse('A payment on this lease is disputed: wait for what the bank decides.');
  }
  const plan = { leaseId, status: { in: ['offered', 'active'] } };
  if ((await tx.paymentPlan.count({ where: plan })) > 0) refuse('A payment plan runs on this lease: end it first.');
  if ((await tx.deposit.count({ where: { leaseId, status: { not: 'settled' } } })) > 0) {
    refuse('The deposit is not settled yet: return it, or say what it is kept for.');
  }
  const [credit] = await overPrisma(tx)<{ cents: string }>(
    `select coalesce(-sum(balance_cents), 0)::text as cents from lease_balances where lease_id = $1 and account = 'tenant_credit'`,
    [leaseId],
  );
  const creditCents = cents(Number(credit?.cents ?? 0));
  if (creditCents > 0) refuse(`${formatMoney(creditCents)} was paid ahead on this lease: give it back first.`);
}

async function tellClosed(tx: Transaction, lease: LoadedLease, closing: Closing, lostCents: Cents): Promise<void> {
  await appendEvent(tx, {
    organizationId: closing.organizationId,
    type: 'lease.closed',
    subjectId: lease.id,
    alsoAbout: aboutLease(lease),
    payload: { reason: closing.reason, amount_cents: lostCents },
    actor: closing.actor,
  });
}
