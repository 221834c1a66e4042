import type Stripe from 'stripe';
import { bookCharge } from './balance';
import { invalidRequest, type StripeRefusal } from './errors';
import { schedule } from './jobs';
import { idOrNull } from './new-charge';
import { attachPaymentMethod, instrumentOf } from './payment-methods';
import type { Instrument, StripeScope } from './scope';
import { bankFailureMessages } from './test-values';
import { passOnCharge } from './transfers';

/** Marks an intent and its charge paid, books the money, tells everyone. */
export function succeedPayment(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const paid = scope.charges.save({
    ...charge,
    amount_captured: charge.amount,
    balance_transaction: bookCharge(scope, charge),
    captured: true,
    paid: true,
    receipt_url: `${scope.sandbox.config.url}/pages/stripe/receipt/${charge.id}`,
    status: 'succeeded',
  });
  const succeeded = scope.paymentIntents.save({
    ...intent,
    amount_received: intent.amount,
    latest_charge: charge.id,
    next_action: null,
    processing: null,
    status: 'succeeded',
  });
  passOnCharge(scope, paid);
  keepMethod(scope, method, intent);
  scope.emit('charge.succeeded', paid);
  scope.emit('payment_intent.succeeded', succeeded);
  const disputes = instrumentOf(scope, method.id);
  if (disputes.card?.dispute !== undefined || disputes.bank?.kind === 'dispute') {
    schedule(scope, 'dispute_charge', charge.id, scope.sandbox.config.achSettleMs);
  }
  return succeeded;
}

/** Saves the method with the customer where asked, else remembers that it was used up. */
export function keepMethod(scope: StripeScope, method: Stripe.PaymentMethod, intent: Stripe.PaymentIntent): void {
  const customer = idOrNull(intent.customer);
  if (intent.setup_future_usage && customer) {
    instrumentOf(scope, method.id, (instrument) => {
      instrument.setUp = true;
    });
    attachPaymentMethod(scope, method, customer);
  } else if (method.customer === null) {
    instrumentOf(scope, method.id, (instrument) => {
      instrument.consumed = true;
    });
  }
}

/** Back to waiting for a payment method, with the reason; the charge has failed. */
export function failPayment(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  error: Stripe.PaymentIntent.LastPaymentError,
): Stripe.PaymentIntent {
  const failed = scope.paymentIntents.save({
    ...intent,
    last_payment_error: error,
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  });
  scope.emit('charge.failed', charge);
  scope.emit('payment_intent.payment_failed', failed);
  return failed;
}

/** The bank's answer to a debit in `processing`; does nothing when it was answered before. */
export function settleDebit(scope: StripeScope, id: string): void {
  const intent = scope.paymentIntents.find(id);
  const charge = scope.charges.find(idOrNull(intent?.latest_charge) ?? '');
  const method = scope.paymentMethods.find(idOrNull(intent?.payment_method) ?? '');
  if (intent?.status !== 'processing' || charge === undefined || method === undefined) return;
  const instrument = instrumentOf(scope, method.id);
  const code =
    takeForced(scope, instrument) ?? (instrument.bank?.kind === 'failure' ? instrument.bank.code : 'success');
  if (code === 'success') {
    succeedPayment(scope, intent, charge, method);
    return;
  }
  const messages: Readonly<Record<string, string>> = bankFailureMessages;
  const message = messages[code] ?? 'The bank returned this payment.';
  const failed = scope.charges.save({
    ...charge,
    failure_code: code,
    failure_message: message,
    outcome: charge.outcome ? { ...charge.outcome, reason: code, type: 'issuer_declined' } : null,
    status: 'failed',
  });
  const details = { charge: charge.id, code: code as Stripe.PaymentIntent.LastPaymentError.Code, message };
  failPayment(scope, intent, failed, { ...details, payment_method: method, type: 'invalid_request_error' });
}

/** The next outcome asked for through the control API, used up by this. */
export function takeForced(scope: StripeScope, instrument: Instrument & { id: string }): string | undefined {
  const [next, ...rest] = instrument.forced ?? [];
  if (next !== undefined) {
    instrumentOf(scope, instrument.id, (kept) => {
      kept.forced = rest;
    });
  }
  return next;
}

/** Stripe's refusal of a call the intent's status does not allow. */
export function unexpectedState(intent: Stripe.PaymentIntent, verb: string): StripeRefusal {
  const message =
    intent.status === 'succeeded' && verb === 'confirm'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`;
  return invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent });
}
