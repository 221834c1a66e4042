import { addBankDays } from '../../domain/bank-days';
import { localDateAt } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { type Cents, minCents, ZERO_CENTS } from '../../domain/money';
import {
  assertRefundable,
  type FeeFacts,
  feeOfRefund,
  type RefundablePayment,
  type RefundMethod,
  refundableCents,
} from '../../domain/refunds';
import { workflowIds } from '../../domain/workflow-ids';
import { fromSqlCents } from '../cents';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { cardFeeKept } from '../payments/card-fee';
import { type LockedPayment, lockPayment } from '../payments/lock-payment';
import { recordRefundOutcome } from './record-refund-outcome';
import { type PaymentOnLease, reserveRefund } from './reserve-refund';

export type WantedRefund = {
  organizationId: string;
  paymentId: string;
  /** All that is left of it where absent. */
  amountCents?: Cents | undefined;
  method: RefundMethod;
  reason: string;
  note?: string | undefined;
  /** What went back is not owed again. */
  voidCharges: boolean;
  /** Taken from what had paid these charges alone; from anything where absent. */
  onlyCharges?: readonly string[] | undefined;
  actor: string;
  now: Date;
};

/** The longest that a bank debit takes, in business days. */
const DEBIT_BANK_DAYS = 4;

/**
 * Gives a payment back, whole or in part. To a card or bank account it goes on in its own workflow; what the landlord
 * hands over is booked at once. @returns the refund's id
 * @throws TenureError not_found; illegal_transition while the money is in transit or gone; not_possible above what is left
 */
export async function requestRefund(tx: Transaction, wanted: WantedRefund): Promise<string> {
  const payment = await lockPayment(tx, wanted.paymentId);
  if (payment.kind === 'deposit') {
    throw new TenureError('not_possible', 'This was paid from the deposit: take the deduction back instead.');
  }
  const facts = await refundFacts(tx, payment);
  const amountCents = wanted.amountCents ?? refundableCents(facts);
  assertRefundable(facts, amountCents, wanted.method);
  const { leaseId, lease } = payment;
  if (leaseId === null || lease === null) {
    throw new TenureError('not_possible', 'Only payments of a lease are given back here.');
  }
  const onLease: PaymentOnLease = { ...payment, leaseId, lease };
  const { method, reason, note, voidCharges, onlyCharges, actor: requestedBy, now, organizationId } = wanted;
  const feeCents = method === 'original' ? await feeOf(tx, payment, facts, amountCents) : ZERO_CENTS;
  const refundId = await reserveRefund(tx, onLease, {
    amountCents,
    feeCents,
    method,
    origin: 'tenure',
    reason,
    note,
    voidCharges,
    onlyCharges,
    requestedBy,
    now,
  });
  if (method === 'original') {
    const input = { organizationId, refundId, leaseId };
    const workflowId = workflowIds.refund(refundId);
    await enqueueCommand(tx, { organizationId, workflowType: 'refund', workflowId, kind: 'start', input });
  } else {
    await recordRefundOutcome(tx, { organizationId, refundId, outcome: { status: 'succeeded' }, now });
  }
  return refundId;
}

/** The card fee that goes back with a refund; with the last of a payment all that is kept. */
async function feeOf(tx: Transaction, payment: LockedPayment, facts: RefundablePayment, amount: Cents): Promise<Cents> {
  if (payment.feeCents === 0n) return ZERO_CENTS;
  const kept = await cardFeeKept(tx, payment);
  if (amount === refundableCents(facts)) return kept;
  return minCents(kept, feeOfRefund(amount, await feeFacts(tx, payment)));
}

/** A payment as the rules of refunds see it. */
export async function refundFacts(tx: Transaction, payment: LockedPayment): Promise<RefundablePayment> {
  const failed = await tx.refund.count({ where: { paymentId: payment.id, method: 'original', status: 'failed' } });
  const since = payment.lease === null ? null : localDateAt(payment.createdAt.getTime(), payment.lease.timeZone);
  const isDebit = payment.method === 'us_bank_account';
  return {
    status: payment.status,
    method: payment.method,
    amountCents: payment.amountCents,
    refundedCents: fromSqlCents(payment.refundedCents),
    returnedCents: fromSqlCents(payment.returnedCents),
    originalFailed: failed > 0,
    safeBy: isDebit && since !== null ? addBankDays(since, DEBIT_BANK_DAYS) : null,
  };
}

/** A payment's card fee beside what has gone back of both to the card, or is on its way there. */
export async function feeFacts(tx: Transaction, payment: LockedPayment): Promise<FeeFacts> {
  const { _sum: back } = await tx.refund.aggregate({
    where: { paymentId: payment.id, method: 'original', status: { not: 'failed' } },
    _sum: { amountCents: true, feeCents: true },
  });
  return {
    amountCents: payment.amountCents,
    feeCents: fromSqlCents(payment.feeCents),
    refundedCents: fromSqlCents(back.amountCents ?? 0n),
    feeRefundedCents: fromSqlCents(back.feeCents ?? 0n),
  };
}
