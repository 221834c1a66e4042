import type Stripe from 'stripe';
import { z } from 'zod';
import { newId } from '../core/new-id';
import { cardError, invalidRequest } from './errors';
import { createMandate, type MandateData } from './mandates';
import { microdepositAction } from './microdeposits';
import { oneOf } from './parameters';
import { attachPaymentMethod, instrumentOf } from './payment-methods';
import { clientSecret, type StripeScope } from './scope';
import { declineMessage } from './test-values';

const bankOptions = z.looseObject({
  verification_method: oneOf('automatic', 'instant', 'microdeposits', 'skip').optional(),
});

/** `payment_method_options`: how bank accounts are verified matters here, the rest is taken as it is. */
export const methodOptions = z.looseObject({ us_bank_account: bankOptions.optional() });

/** Makes a setup intent that waits for a payment method. */
export function createSetupIntent(
  scope: StripeScope,
  options: {
    readonly customer: string | null;
    readonly description: string | null;
    readonly metadata: Record<string, string>;
    readonly allowedTypes: readonly string[] | undefined;
    readonly usage: 'off_session' | 'on_session';
  },
): Stripe.SetupIntent {
  const id = newId('seti_1');
  const intent: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: options.allowedTypes === undefined ? null : [...options.allowedTypes],
    application: null,
    automatic_payment_methods: options.allowedTypes ? null : { allow_redirects: 'always', enabled: true },
    cancellation_reason: null,
    client_secret: clientSecret(id),
    created: scope.now(),
    customer: options.customer,
    customer_account: null,
    description: options.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: options.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [...(options.allowedTypes ?? ['card', 'us_bank_account'])],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: options.usage,
  };
  scope.setupIntents.save(intent);
  scope.emit('setup_intent.created', intent);
  return intent;
}

interface SetupConfirmation {
  readonly method: Stripe.PaymentMethod | undefined;
  readonly mandate_data?: MandateData | undefined;
  readonly payment_method_options?: z.output<typeof methodOptions> | undefined;
}

/** Saves the payment method for later; a bank account may first have to be verified by microdeposits. */
export function confirmSetupIntent(
  scope: StripeScope,
  intent: Stripe.SetupIntent,
  given: SetupConfirmation,
): Stripe.SetupIntent {
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpectedSetupState(intent, 'confirmed');
  const method = given.method ?? currentMethod(scope, intent);
  if (method === undefined) {
    throw invalidRequest(
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
      { code: 'setup_intent_unexpected_state', setup_intent: intent },
    );
  }
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this SetupIntent. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(', ')}.`,
      { param: 'payment_method', code: 'setup_intent_invalid_parameter' },
    );
  }
  const instrument = instrumentOf(scope, method.id);
  if (instrument.card?.decline && instrument.card.refusesAttach) return refuseSetup(scope, intent, method);
  if (method.type === 'us_bank_account' && given.mandate_data === undefined && instrument.mandate === undefined) {
    throw invalidRequest(
      'This SetupIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.',
      { code: 'setup_intent_mandate_invalid', param: 'mandate_data' },
    );
  }
  const skipsVerification = given.payment_method_options?.us_bank_account?.verification_method === 'skip';
  if (!instrument.verified && !skipsVerification) {
    createMandate(scope, method, given.mandate_data, true);
    const waiting: Stripe.SetupIntent = {
      ...intent,
      payment_method: method.id,
      status: 'requires_action',
      next_action: microdepositAction(scope, intent.id),
    };
    scope.emit('setup_intent.requires_action', waiting);
    return scope.setupIntents.save(waiting);
  }
  return succeedSetup(scope, intent, method, given.mandate_data);
}

/** The method is saved: attached to the customer, with a mandate when it is a bank account. */
export function succeedSetup(
  scope: StripeScope,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  data: MandateData | undefined,
): Stripe.SetupIntent {
  const isBank = method.type === 'us_bank_account';
  const existing = instrumentOf(scope, method.id).mandate;
  const mandate = isBank ? (data || !existing ? createMandate(scope, method, data, true).id : existing) : null;
  instrumentOf(scope, method.id, (instrument) => {
    instrument.setUp = true;
    instrument.verified = true;
  });
  if (typeof intent.customer === 'string') attachPaymentMethod(scope, method, intent.customer);
  const succeeded: Stripe.SetupIntent = {
    ...intent,
    payment_method: method.id,
    status: 'succeeded',
    mandate,
    next_action: null,
    last_setup_error: null,
    latest_attempt: newId('setatt_1'),
  };
  scope.setupIntents.save(succeeded);
  scope.emit('setup_intent.succeeded', succeeded);
  return succeeded;
}

function refuseSetup(scope: StripeScope, intent: Stripe.SetupIntent, method: Stripe.PaymentMethod): never {
  const decline = instrumentOf(scope, method.id).card?.decline ?? { code: 'card_declined' };
  const details = { code: decline.code, ...(decline.declineCode ? { decline_code: decline.declineCode } : {}) };
  const message = declineMessage(decline);
  const failed: Stripe.SetupIntent = {
    ...intent,
    payment_method: null,
    status: 'requires_payment_method',
    last_setup_error: { ...details, message, payment_method: method, type: 'card_error' },
  };
  scope.setupIntents.save(failed);
  scope.emit('setup_intent.setup_failed', failed);
  throw cardError(message, { ...details, setup_intent: failed, payment_method: method });
}

function currentMethod(scope: StripeScope, intent: Stripe.SetupIntent): Stripe.PaymentMethod | undefined {
  return typeof intent.payment_method === 'string' ? scope.paymentMethods.find(intent.payment_method) : undefined;
}

/** Stripe's refusal of a call the setup intent's status does not allow. */
export function unexpectedSetupState(intent: Stripe.SetupIntent, wanted: string) {
  return invalidRequest(`This SetupIntent cannot be ${wanted} because it has a status of ${intent.status}.`, {
    code: 'setup_intent_unexpected_state',
    setup_intent: intent,
  });
}
