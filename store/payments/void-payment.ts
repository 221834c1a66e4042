import { notFound, TenureError } from '../../domain/errors';
import { isOfflineMethod, type OfflineMethod } from '../../domain/ledger';
import { type Cents, cents, subtractCents, ZERO_CENTS } from '../../domain/money';
import { bankDepositOf } from '../bank-deposits/where-money-lies';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { oweRefundBack } from './double-refund';
import { type LockedPayment, lockPayment, movePayment } from './lock-payment';
import { postReversed } from './post-payment';
import { reevaluateAccount } from './reevaluate-account';
import { tellMoneyChanged } from './tell-money-changed';
import { tellOfCorrection } from './tell-of-correction';

export type Voiding = {
  organizationId: string;
  paymentId: string;
  reason: string;
  actor: string;
  now: Date;
};

/**
 * Takes a payment that was recorded by hand out of the books: a new entry undoes the old one as of the same date,
 * what it had paid is owed again, and the payer is told. What was given back of it was given for nothing, and is owed
 * by the payer. Repeating changes nothing.
 * @throws TenureError not_found, not_possible for a payment that came through a bank or card network
 */
export async function voidPayment(tx: Transaction, voiding: Voiding): Promise<void> {
  const payment = await lockOffline(tx, voiding.paymentId);
  if (payment.status === 'reversed' && payment.voidReason !== null) return;
  if (payment.status === 'reversed') throw new TenureError('illegal_transition', 'The bank has sent this check back.');
  await takeOut(tx, payment, voiding);
  await countWithout(tx, payment, voiding);
  await appendEvent(tx, {
    organizationId: voiding.organizationId,
    type: 'payment.voided',
    subjectId: payment.id,
    alsoAbout: aboutPayment(payment),
    payload: { amount_cents: payment.amountCents, method: payment.method, reason: voiding.reason },
    actor: voiding.actor,
  });
  await tellOfCorrection(tx, payment, { reason: voiding.reason, corrected: null });
}

export type OfflineLocked = LockedPayment & {
  leaseId: string;
  lease: NonNullable<LockedPayment['lease']>;
  method: OfflineMethod;
};

/** Takes a payment recorded by hand. @throws TenureError not_found, not_possible for any other */
export async function lockOffline(tx: Transaction, paymentId: string): Promise<OfflineLocked> {
  const payment = await lockPayment(tx, paymentId);
  const { leaseId, lease, method } = payment;
  if (leaseId === null || lease === null) throw notFound('payment');
  if (payment.kind !== 'offline' || method === null || !isOfflineMethod(method)) {
    throw new TenureError(
      'not_possible',
      'Only a payment recorded by hand can be corrected or voided; money that came by card or bank is refunded.',
    );
  }
  return { ...payment, leaseId, lease, method };
}

/** What a payment's events are about beside itself. */
export function aboutPayment({ leaseId, tenantId, lease }: LockedPayment): (string | null | undefined)[] {
  return [leaseId, tenantId, lease?.unitId, lease?.unit.propertyId];
}

/** Undoes a recorded payment's entry as of its own date; its charges are open again and their collection goes on. */
export async function takeOut(tx: Transaction, payment: OfflineLocked, { reason, now }: Voiding): Promise<void> {
  if ((await bankDepositOf(tx, payment.id)) !== null) {
    throw new TenureError('not_possible', 'This payment was taken to the bank: take its bank deposit back first.');
  }
  // Before the allocations are voided: the collections of the months it had paid are told.
  await tellMoneyChanged(tx, payment, { reopened: true });
  const from = payment.method === 'transfer' ? 'bank' : 'undeposited_funds';
  await postReversed(tx, payment, from, now, `Recorded by mistake: ${reason}`, payment.effectiveOn);
  const drawnCents = await drawnInCash(tx, payment);
  const amountCents = subtractCents(fromSqlCents(payment.refundedCents), drawnCents);
  const taken = { bankCents: payment.amountCents, now };
  await oweRefundBack(tx, payment, { ...taken, amountCents, from, key: 'void' });
  await oweRefundBack(tx, payment, { ...taken, amountCents: drawnCents, from: 'bank', key: 'void/cash' });
  await movePayment(tx, payment, 'reversed', { reversedAt: now, voidReason: reason });
}

/** Cash handed back out of cash that never came was the landlord's own: it cannot be missing from what is there. */
async function drawnInCash(tx: Transaction, { id, method }: OfflineLocked): Promise<Cents> {
  if (method !== 'cash') return ZERO_CENTS;
  const { _sum } = await tx.refund.aggregate({
    where: { paymentId: id, method: 'cash', status: { not: 'failed' } },
    _sum: { amountCents: true },
  });
  return fromSqlCents(_sum.amountCents ?? 0n);
}

/** What others paid is counted anew without a payment that was taken out, with the late fees that follow. */
export async function countWithout(
  tx: Transaction,
  payment: OfflineLocked,
  { organizationId, reason, now }: Voiding,
): Promise<void> {
  const { id: paymentId, leaseId, effectiveOn } = payment;
  const amountCents = cents(payment.amountCents - Number(payment.refundedCents) - Number(payment.returnedCents));
  await reevaluateAccount(tx, {
    organizationId,
    leaseId,
    reason: `Recorded by mistake: ${reason}`,
    now,
    before: { paymentId, effectiveOn, amountCents },
  });
}
