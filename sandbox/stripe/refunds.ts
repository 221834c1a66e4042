import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import { formatMoney } from '../core/page';
import { book } from './balance';
import { invalidRequest } from './errors';
import { schedule } from './jobs';
import { listPage } from './list-page';
import { idOrNull } from './new-charge';
import { idOf, operation } from './operation';
import { bool, ignored, integer, listing, mergeMetadata, metadata, oneOf, parameters, text } from './parameters';
import { instrumentOf } from './payment-methods';
import { reverseTransfer, transferOf } from './reversals';
import type { StripeScope } from './scope';

export const refundOperations = [
  operation(
    'POST',
    '/v1/refunds',
    parameters({
      charge: text.optional(),
      payment_intent: text.optional(),
      amount: integer({ min: 1 }).optional(),
      reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer').optional(),
      metadata: metadata.optional(),
      refund_application_fee: bool.optional(),
      reverse_transfer: bool.optional(),
      ...ignored('currency', 'customer', 'instructions_email', 'origin'),
    }),
    (scope, given) => {
      const charge = chargeToRefund(scope, given);
      const left = charge.amount - charge.amount_refunded;
      const amount = given.amount ?? left;
      requireRefundable(charge, amount, left);
      const refundsFee = given.refund_application_fee === true;
      const transfer = given.reverse_transfer === true ? transferOf(scope, charge) : undefined;
      const refund = createRefund(scope, charge, amount, given.reason ?? null, mergeMetadata({}, given.metadata));
      if (transfer === undefined) return refund;
      const reversal = reverseTransfer(scope, transfer.id, { amount, refundsFee, refund: refund.id });
      return scope.refunds.save({ ...refund, transfer_reversal: reversal.id });
    },
  ),
  operation('GET', '/v1/refunds/:id', parameters({}), (scope, _given, ids) => scope.refunds.get(idOf(ids))),
  operation('POST', '/v1/refunds/:id', parameters({ metadata: metadata.optional() }), (scope, given, ids) => {
    const refund = scope.refunds.get(idOf(ids));
    const updated = { ...refund, metadata: mergeMetadata(refund.metadata ?? {}, given.metadata) };
    scope.emit('refund.updated', updated);
    return scope.refunds.save(updated);
  }),
  operation(
    'GET',
    '/v1/refunds',
    parameters({ ...listing, charge: text.optional(), payment_intent: text.optional() }),
    (scope, given) => {
      const found = scope.refunds
        .list()
        .filter((one) => given.charge === undefined || one.charge === given.charge)
        .filter((one) => given.payment_intent === undefined || one.payment_intent === given.payment_intent);
      return listPage(found, given, '/v1/refunds');
    },
  ),
];

function chargeToRefund(
  scope: StripeScope,
  given: { readonly charge?: string | undefined; readonly payment_intent?: string | undefined },
): Stripe.Charge {
  if (given.charge !== undefined) return scope.charges.get(given.charge, 'charge');
  if (given.payment_intent === undefined) {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'payment_intent' });
  }
  const intent = scope.paymentIntents.get(given.payment_intent, 'payment_intent');
  const charge = idOrNull(intent.latest_charge);
  if (charge !== null) return scope.charges.get(charge, 'charge');
  throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
    param: 'payment_intent',
  });
}

function requireRefundable(charge: Stripe.Charge, amount: number, left: number): void {
  if (charge.status !== 'succeeded') {
    throw invalidRequest(
      `This PaymentIntent (${String(charge.payment_intent)}) does not have a successful charge to refund.`,
      {
        param: 'payment_intent',
      },
    );
  }
  if (charge.disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  if (amount > left) {
    const asked = formatMoney(amount, charge.currency);
    const rest = formatMoney(left, charge.currency);
    throw invalidRequest(`Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`, {
      param: 'amount',
    });
  }
}

function createRefund(
  scope: StripeScope,
  charge: Stripe.Charge,
  amount: number,
  reason: Stripe.Refund['reason'],
  given: Record<string, string>,
): Stripe.Refund {
  const isCard = charge.payment_method_details?.type === 'card';
  const behavior = instrumentOf(scope, charge.payment_method ?? '').card?.refund;
  const waits = !isCard || behavior === 'pending';
  const refund: Stripe.Refund = {
    id: newId(isCard ? 're_3' : 'pyr_1'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: scope.now(),
    currency: charge.currency,
    customer: idOrNull(charge.customer),
    customer_account: null,
    destination_details: isCard
      ? {
          card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
          type: 'card',
        }
      : { type: 'us_bank_transfer', us_bank_transfer: { reference: null, reference_status: null } },
    metadata: given,
    payment_intent: idOrNull(charge.payment_intent),
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: waits ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  refund.balance_transaction = bookRefund(scope, refund, -amount);
  scope.refunds.save(refund);
  const refunded = charge.amount_refunded + amount;
  const after = scope.charges.save({ ...charge, amount_refunded: refunded, refunded: refunded === charge.amount });
  scope.emit('refund.created', refund);
  scope.emit('charge.refunded', after, { amount_refunded: charge.amount_refunded });
  if (waits || behavior === 'fails') schedule(scope, 'finish_refund', refund.id, scope.sandbox.config.achSettleMs);
  return refund;
}

/** A pending refund arrives; one to a card that takes none fails, and the money comes back to the balance. */
export function finishRefund(scope: StripeScope, id: string): void {
  const refund = scope.refunds.find(id);
  if (refund === undefined) return;
  const behavior = instrumentOf(scope, idOrNull(refund.payment_method) ?? '').card?.refund;
  if (behavior === 'fails') failRefund(scope, refund, 'expired_or_canceled_card');
  else if (refund.status === 'pending') {
    const done = scope.refunds.save({ ...refund, status: 'succeeded' });
    scope.emit('refund.updated', done, { status: 'pending' });
    scope.emit('charge.refund.updated', done, { status: 'pending' });
  }
}

/** Fails a refund for this reason. */
export function failRefund(scope: StripeScope, refund: Stripe.Refund, reason: string): Stripe.Refund {
  const failed = scope.refunds.save({
    ...refund,
    failure_balance_transaction: bookRefund(scope, refund, refund.amount),
    failure_reason: reason,
    status: 'failed',
  });
  const charge = scope.charges.find(idOrNull(refund.charge) ?? '');
  if (charge) {
    scope.charges.save({ ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
  }
  scope.emit('refund.failed', failed);
  scope.emit('refund.updated', failed, { status: refund.status });
  scope.emit('charge.refund.updated', failed, { status: refund.status });
  return failed;
}

function bookRefund(scope: StripeScope, refund: Stripe.Refund, amount: number): string {
  return book(scope, {
    amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    type: amount < 0 ? 'refund' : 'refund_failure',
    reportingCategory: amount < 0 ? 'refund' : 'refund_failure',
    availableInDays: 0,
  });
}
