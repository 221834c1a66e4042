import type { Cents } from '../../domain/money';
import { divideRefunded, refundableCents } from '../../domain/refunds';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { cardFeeKept } from '../payments/card-fee';
import { lockPayment } from '../payments/lock-payment';
import { type RefundOutcome, recordRefundOutcome } from './record-refund-outcome';
import { feeFacts, refundFacts } from './request-refund';
import { reserveRefund } from './reserve-refund';

/** A refund as the vendor tells of it. */
export type VendorRefund = {
  vendorRef: string;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  amountCents: Cents;
  failureReason: string | null;
  /** Our own refund, where it was made by us. */
  refundId?: string | undefined;
};

export type ToldOfRefund = {
  organizationId: string;
  paymentId: string;
  refund: VendorRefund;
  /** The refund's own workflow says it: it need not be told. */
  byWorkflow?: boolean;
  now: Date;
};

/**
 * Books what the vendor says of a refund: one of ours, known by the id that it carries or by its reference, or one made
 * in the vendor's own dashboard, which gets a row of its own. Repeating changes nothing.
 * @returns `not_booked` where the payment holds no such money: a person has to look
 */
export async function recordVendorRefund(tx: Transaction, said: ToldOfRefund): Promise<'booked' | 'not_booked'> {
  const { organizationId, paymentId, refund, now } = said;
  const payment = await lockPayment(tx, paymentId);
  const outcome = outcomeOf(refund);
  const known = await knownRefund(tx, paymentId, refund);
  if (known !== null) {
    const { changed } = await recordRefundOutcome(tx, { organizationId, refundId: known, outcome, now });
    if (changed && said.byWorkflow !== true) await tellWorkflow(tx, organizationId, known);
    return 'booked';
  }
  if (outcome.status === 'failed') return 'booked'; // it neither left nor stayed away: nothing happened
  const { leaseId, lease } = payment;
  const facts = await refundFacts(tx, payment);
  const { amountCents, feeCents } = divideRefunded(refund.amountCents, {
    ...(await feeFacts(tx, payment)),
    refundableCents: refundableCents(facts),
  });
  if (leaseId === null || lease === null || amountCents <= 0 || feeCents > (await cardFeeKept(tx, payment))) {
    await tellNotBooked(tx, said);
    return 'not_booked';
  }
  const refundId = await reserveRefund(
    tx,
    { ...payment, leaseId, lease },
    {
      amountCents,
      feeCents,
      method: 'original',
      origin: 'vendor',
      reason: 'Made in the payment service’s own dashboard',
      voidCharges: false,
      vendorRef: refund.vendorRef,
      requestedBy: 'vendor',
      now,
    },
  );
  await recordRefundOutcome(tx, { organizationId, refundId, outcome, now });
  return 'booked';
}

async function tellWorkflow(tx: Transaction, organizationId: string, refundId: string): Promise<void> {
  const workflowId = workflowIds.refund(refundId);
  const signal = { kind: 'signal', signal: 'refundChanged', ifThere: true } as const;
  await enqueueCommand(tx, { organizationId, workflowType: 'refund', workflowId, ...signal });
}

async function knownRefund(tx: Transaction, paymentId: string, { vendorRef, refundId }: VendorRefund) {
  const byRef = await tx.refund.findFirst({ where: { paymentId, vendorRef }, select: { id: true } });
  if (byRef !== null) return byRef.id;
  if (refundId === undefined) return null;
  // One of ours whose answer was lost. Where it has another reference already, the vendor carried it out twice.
  const own = await tx.refund.findFirst({ where: { id: refundId, paymentId, vendorRef: null }, select: { id: true } });
  return own?.id ?? null;
}

function outcomeOf({ status, vendorRef, failureReason }: VendorRefund): RefundOutcome {
  if (status !== 'failed' && status !== 'canceled') return { status, vendorRef };
  const code = failureReason ?? status;
  return { status: 'failed', vendorRef, code, meaning: meaningOf(code) };
}

/** Stripe's reasons for a failed refund, in plain words. */
const MEANINGS: Readonly<Record<string, string>> = {
  expired_or_canceled_card: 'the card has expired or was canceled',
  lost_or_stolen_card: 'the card was lost or stolen',
  insufficient_funds: 'the payment account holds too little for it',
  declined: 'the bank declined it',
  charge_for_pending_refund_disputed: 'the payer disputes the payment',
  merchant_request: 'it was called off',
  canceled: 'it was called off',
  charge_disputed: 'the payer disputes the payment',
  charge_already_refunded: 'all of it went back already',
};

/** Why a refund failed, in plain words. */
export function meaningOf(code: string): string {
  return MEANINGS[code] ?? 'the bank did not say why';
}

async function tellNotBooked(tx: Transaction, { organizationId, paymentId, refund }: ToldOfRefund): Promise<void> {
  const payload = { vendor_ref: refund.vendorRef };
  const told = await tx.event.count({ where: { organizationId, subjectId: paymentId, type: 'refund.needs_action' } });
  if (told > 0) return;
  await appendEvent(tx, {
    organizationId,
    type: 'refund.needs_action',
    subjectId: paymentId,
    payload: { ...payload, amount_cents: refund.amountCents },
  });
}
