import type Stripe from 'stripe';
import { z } from 'zod';
import {
  confirmSetupIntent,
  createSetupIntent,
  methodOptions,
  succeedSetup,
  unexpectedSetupState,
} from './confirm-setup';
import { listPage } from './list-page';
import { mandateData } from './mandates';
import { verifyMicrodeposits } from './microdeposits';
import { idOf, operation } from './operation';
import {
  bool,
  clearableText,
  ignored,
  integer,
  listing,
  mergeMetadata,
  metadata,
  oneOf,
  parameters,
  text,
} from './parameters';
import { createPaymentMethod, paymentMethodData, resolvePaymentMethod } from './payment-methods';
import type { StripeScope } from './scope';

export const methodTypes = z.array(z.string());

const confirmation = {
  payment_method: text.optional(),
  payment_method_data: z.strictObject(paymentMethodData).optional(),
  payment_method_options: methodOptions.optional(),
  mandate_data: mandateData.optional(),
  return_url: text.optional(),
  allowed_payment_method_types: methodTypes.optional(),
  ...ignored('confirmation_token', 'use_stripe_sdk'),
};

export const setupIntentOperations = [
  operation(
    'POST',
    '/v1/setup_intents',
    parameters({
      ...confirmation,
      confirm: bool.optional(),
      customer: text.optional(),
      description: clearableText.optional(),
      metadata: metadata.optional(),
      usage: oneOf('off_session', 'on_session').optional(),
      automatic_payment_methods: z.looseObject({ enabled: bool }).optional(),
      ...ignored('attach_to_self', 'customer_account', 'excluded_payment_method_types', 'flow_directions'),
      ...ignored('on_behalf_of', 'payment_method_configuration', 'single_use'),
    }),
    (scope, given) => {
      const intent = createSetupIntent(scope, {
        customer: given.customer === undefined ? null : scope.customers.get(given.customer, 'customer').id,
        description: given.description ?? null,
        metadata: mergeMetadata({}, given.metadata),
        allowedTypes: given.allowed_payment_method_types,
        usage: given.usage ?? 'off_session',
      });
      const method = methodOf(scope, given);
      if (method) {
        intent.payment_method = method.id;
        intent.status = 'requires_confirmation';
        scope.setupIntents.save(intent);
      }
      return given.confirm ? confirmSetupIntent(scope, intent, { ...given, method }) : intent;
    },
  ),
  operation('GET', '/v1/setup_intents/:id', parameters(ignored('client_secret')), (scope, _given, ids) =>
    scope.setupIntents.get(idOf(ids), 'intent'),
  ),
  operation('POST', '/v1/setup_intents/:id/confirm', parameters(confirmation), (scope, given, ids) =>
    confirmSetupIntent(scope, scope.setupIntents.get(idOf(ids), 'intent'), {
      ...given,
      method: methodOf(scope, given),
    }),
  ),
  operation(
    'POST',
    '/v1/setup_intents/:id/cancel',
    parameters({ cancellation_reason: oneOf('abandoned', 'requested_by_customer', 'duplicate').optional() }),
    (scope, given, ids) => {
      const intent = scope.setupIntents.get(idOf(ids), 'intent');
      if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpectedSetupState(intent, 'canceled');
      const canceled: Stripe.SetupIntent = {
        ...intent,
        status: 'canceled',
        next_action: null,
        cancellation_reason: given.cancellation_reason ?? null,
      };
      scope.emit('setup_intent.canceled', canceled);
      return scope.setupIntents.save(canceled);
    },
  ),
  operation(
    'POST',
    '/v1/setup_intents/:id/verify_microdeposits',
    parameters({ amounts: z.array(integer()).optional(), descriptor_code: text.optional() }),
    (scope, given, ids) => {
      const intent = scope.setupIntents.get(idOf(ids), 'intent');
      if (intent.next_action?.type !== 'verify_with_microdeposits') throw unexpectedSetupState(intent, 'verified');
      verifyMicrodeposits(scope, String(intent.payment_method), given);
      return succeedSetup(scope, intent, scope.paymentMethods.get(String(intent.payment_method)), undefined);
    },
  ),
  operation(
    'GET',
    '/v1/setup_intents',
    parameters({
      ...listing,
      customer: text.optional(),
      payment_method: text.optional(),
      ...ignored('attach_to_self'),
    }),
    (scope, given) => {
      const found = scope.setupIntents
        .list()
        .filter((one) => given.customer === undefined || one.customer === given.customer)
        .filter((one) => given.payment_method === undefined || one.payment_method === given.payment_method);
      return listPage(found, given, '/v1/setup_intents');
    },
  ),
];

/** The payment method a request names or describes; undefined when it does neither. */
export function methodOf(
  scope: StripeScope,
  given: {
    payment_method?: string | undefined;
    payment_method_data?: Parameters<typeof createPaymentMethod>[1] | undefined;
  },
): Stripe.PaymentMethod | undefined {
  if (given.payment_method !== undefined) return resolvePaymentMethod(scope, given.payment_method);
  return given.payment_method_data === undefined ? undefined : createPaymentMethod(scope, given.payment_method_data);
}
