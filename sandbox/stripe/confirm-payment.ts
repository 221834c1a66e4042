import type Stripe from 'stripe';
import type { z } from 'zod';
import type { methodOptions } from './confirm-setup';
import { cardError, invalidRequest, type StripeRefusal } from './errors';
import { schedule } from './jobs';
import { createMandate, type MandateData } from './mandates';
import { microdepositAction } from './microdeposits';
import { createCharge, idOrNull } from './new-charge';
import { failPayment, keepMethod, succeedPayment, takeForced, unexpectedState } from './pay-outcome';
import { alreadyConsumed, instrumentOf } from './payment-methods';
import type { Instrument, StripeScope } from './scope';
import { type Decline, declineMessage } from './test-values';

export interface PaymentConfirmation {
  readonly method: Stripe.PaymentMethod | undefined;
  readonly off_session?: boolean | undefined;
  readonly mandate?: string | undefined;
  readonly mandate_data?: MandateData | undefined;
  readonly payment_method_options?: z.output<typeof methodOptions> | undefined;
  readonly setup_future_usage?: 'off_session' | 'on_session' | undefined;
  readonly return_url?: string | undefined;
  readonly error_on_requires_action?: boolean | undefined;
  /** The payer authenticated with the bank, on a hosted page. */
  readonly authenticated?: boolean;
}

const confirmable: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/**
 * Tries to pay the intent. Cards succeed, ask for authentication or throw 402; bank accounts go to `processing` and
 * are settled later.
 */
export function confirmPayment(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  given: PaymentConfirmation,
): Stripe.PaymentIntent {
  if (!confirmable.includes(intent.status)) throw unexpectedState(intent, 'confirm');
  const method = given.method ?? scope.paymentMethods.find(idOrNull(intent.payment_method) ?? '');
  if (method === undefined) throw missingMethod(intent);
  requireUsable(scope, intent, method);
  const usage = given.setup_future_usage ?? intent.setup_future_usage;
  const attempt: Stripe.PaymentIntent = {
    ...intent,
    payment_method: method.id,
    setup_future_usage: usage,
    last_payment_error: null,
    next_action: null,
  };
  return method.type === 'card' ? payByCard(scope, attempt, method, given) : payByBank(scope, attempt, method, given);
}

function payByCard(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  given: PaymentConfirmation,
): Stripe.PaymentIntent {
  const instrument = instrumentOf(scope, method.id);
  const decline = declineNow(scope, instrument);
  if (decline) throw declinePayment(scope, intent, method, decline);
  if (needsAuthentication(instrument, given)) {
    const authentication: Decline = { code: 'card_declined', declineCode: 'authentication_required' };
    if (given.off_session || given.error_on_requires_action) {
      throw declinePayment(scope, intent, method, authentication, 'authentication_required');
    }
    return requireAction(scope, intent, {
      type: 'redirect_to_url',
      redirect_to_url: {
        return_url: given.return_url ?? null,
        url: `${scope.sandbox.config.url}/pages/stripe/authenticate/${intent.id}`,
      },
    });
  }
  const charge = createCharge(scope, intent, method, { status: 'succeeded' });
  return succeedPayment(scope, intent, charge, method);
}

function payByBank(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  given: PaymentConfirmation,
): Stripe.PaymentIntent {
  const instrument = instrumentOf(scope, method.id);
  const mandate = mandateFor(scope, intent, method, given);
  if (!instrument.verified && given.payment_method_options?.us_bank_account?.verification_method !== 'skip') {
    scope.links.save({ id: `mandate of ${intent.id}`, to: mandate });
    return requireAction(scope, intent, microdepositAction(scope, intent.id));
  }
  if (instrument.bank?.kind === 'weekly_limit') throw exceedsLimit(scope, intent, method);
  const charge = createCharge(scope, intent, method, { status: 'pending', mandate });
  keepMethod(scope, method, intent);
  const processing: Stripe.PaymentIntent = {
    ...intent,
    status: 'processing',
    latest_charge: charge.id,
  };
  scope.paymentIntents.save(processing);
  scope.emit('charge.pending', charge);
  scope.emit('payment_intent.processing', processing);
  const staysOpen = instrument.bank?.kind === 'processing' && !instrument.forced?.length;
  if (!staysOpen) schedule(scope, 'settle_debit', intent.id, scope.sandbox.config.achSettleMs);
  return processing;
}

/** The decline of this charge: one asked for through the control API first, else the card's own. */
function declineNow(scope: StripeScope, instrument: Instrument & { id: string }): Decline | undefined {
  const forced = takeForced(scope, instrument);
  if (forced === undefined) return instrument.card?.decline;
  if (forced === 'success') return undefined;
  if (forced === 'expired_card' || forced === 'incorrect_cvc' || forced === 'processing_error') return { code: forced };
  return { code: 'card_declined', declineCode: forced };
}

function declinePayment(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
  errorCode: string = decline.code,
): StripeRefusal {
  const isAuthentication = errorCode === 'authentication_required';
  const message = isAuthentication
    ? 'Your card was declined. This transaction requires authentication.'
    : declineMessage(decline);
  const declineCode = decline.declineCode ?? decline.code;
  const charge = createCharge(scope, intent, method, {
    status: 'failed',
    failureCode: decline.code,
    failureMessage: message,
    declineCode,
  });
  const details = { charge: charge.id, code: errorCode, decline_code: declineCode };
  const failed = failPayment(scope, intent, charge, {
    ...details,
    message,
    payment_method: method,
    type: 'card_error',
  });
  return cardError(message, { ...details, payment_intent: failed, payment_method: method });
}

function needsAuthentication(instrument: Instrument, given: PaymentConfirmation): boolean {
  if (given.authenticated) return false;
  const { authentication } = instrument.card ?? {};
  return authentication === 'always' || (authentication === 'until_set_up' && !instrument.setUp);
}

function requireAction(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  action: Stripe.PaymentIntent.NextAction,
): Stripe.PaymentIntent {
  const waiting = scope.paymentIntents.save({ ...intent, status: 'requires_action', next_action: action });
  scope.emit('payment_intent.requires_action', waiting);
  return waiting;
}

/** The mandate a bank debit runs under: the one named, the method's own, or a new one from mandate_data. */
function mandateFor(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  given: PaymentConfirmation,
): string {
  if (given.mandate_data) {
    return createMandate(scope, method, given.mandate_data, intent.setup_future_usage !== null).id;
  }
  const agreed = scope.links.find(`mandate of ${intent.id}`)?.to;
  const id = given.mandate ?? agreed ?? instrumentOf(scope, method.id).mandate;
  if (id === undefined) {
    throw invalidRequest(
      'This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.',
      { code: 'payment_intent_mandate_invalid', param: 'mandate_data' },
    );
  }
  const mandate = scope.mandates.get(id, 'mandate');
  if (mandate.status === 'inactive' || mandate.payment_method !== method.id) {
    throw invalidRequest('The provided mandate is invalid and can not be used for the payment intent.', {
      code: 'payment_intent_mandate_invalid',
      param: 'mandate',
    });
  }
  return id;
}

function requireUsable(scope: StripeScope, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const owner = idOrNull(method.customer);
  if (owner !== null && owner !== idOrNull(intent.customer)) {
    throw invalidRequest(
      'The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first.',
      { code: 'payment_intent_invalid_parameter', param: 'payment_method' },
    );
  }
  if (owner === null && instrumentOf(scope, method.id).consumed) throw alreadyConsumed();
  if (intent.payment_method_types.includes(method.type)) return;
  const types = intent.payment_method_types.join(', ');
  throw invalidRequest(
    `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${types}.`,
    { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' },
  );
}

function exceedsLimit(scope: StripeScope, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): StripeRefusal {
  const code = 'charge_exceeds_source_limit';
  const message = 'This charge would cause you to exceed your rolling-window processing limit for this source type.';
  const charge = createCharge(scope, intent, method, { status: 'failed', failureCode: code, failureMessage: message });
  const error = { charge: charge.id, code, message, payment_method: method, type: 'invalid_request_error' } as const;
  const failed = failPayment(scope, intent, charge, error);
  return invalidRequest(message, { code, charge: charge.id, payment_intent: failed, payment_method: method });
}

function missingMethod(intent: Stripe.PaymentIntent): StripeRefusal {
  return invalidRequest(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );
}
