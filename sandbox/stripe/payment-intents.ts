import { z } from 'zod';
import { confirmPayment } from './confirm-payment';
import { methodOptions } from './confirm-setup';
import { invalidRequest } from './errors';
import { listPage } from './list-page';
import { mandateData } from './mandates';
import { verifyMicrodeposits } from './microdeposits';
import { idOrNull } from './new-charge';
import { createPaymentIntent } from './new-payment-intent';
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
import { unexpectedState } from './pay-outcome';
import { paymentMethodData } from './payment-methods';
import { methodOf, methodTypes } from './setup-intents';

/** Stripe's smallest and largest payment in US dollars, in cents. */
const amount = integer({ min: 1, max: 99_999_999 });
const usage = oneOf('off_session', 'on_session');

const confirmation = {
  payment_method: text.optional(),
  payment_method_data: z.strictObject(paymentMethodData).optional(),
  payment_method_options: methodOptions.optional(),
  off_session: bool.optional(),
  mandate: text.optional(),
  mandate_data: mandateData.optional(),
  setup_future_usage: usage.optional(),
  return_url: text.optional(),
  error_on_requires_action: bool.optional(),
  receipt_email: clearableText.optional(),
  allowed_payment_method_types: methodTypes.optional(),
  ...ignored('amount_details', 'capture_method', 'confirmation_token', 'excluded_payment_method_types', 'hooks'),
  ...ignored('payment_details', 'radar_options', 'shipping', 'use_stripe_sdk'),
};

const described = {
  customer: text.optional(),
  description: clearableText.optional(),
  metadata: metadata.optional(),
  application_fee_amount: integer({ min: 0 }).optional(),
  statement_descriptor: clearableText.optional(),
  statement_descriptor_suffix: clearableText.optional(),
  transfer_group: clearableText.optional(),
  transfer_data: z.strictObject({ destination: text.optional(), amount: amount.optional() }).optional(),
};

export const paymentIntentOperations = [
  operation(
    'POST',
    '/v1/payment_intents',
    parameters({
      ...confirmation,
      ...described,
      amount,
      currency: text,
      confirm: bool.optional(),
      on_behalf_of: text.optional(),
      automatic_payment_methods: z.looseObject({ enabled: bool }).optional(),
      ...ignored('confirmation_method', 'customer_account', 'payment_method_configuration'),
    }),
    (scope, given) => {
      if (given.off_session !== undefined && !given.confirm) {
        throw invalidRequest('`off_session` may only be used when `confirm` is true.', { param: 'off_session' });
      }
      const intent = createPaymentIntent(scope, {
        ...given,
        customer: given.customer === undefined ? null : scope.customers.get(given.customer, 'customer').id,
        metadata: mergeMetadata({}, given.metadata),
      });
      const method = methodOf(scope, given);
      if (method) scope.paymentIntents.save({ ...intent, payment_method: method.id, status: 'requires_confirmation' });
      const current = scope.paymentIntents.get(intent.id);
      return given.confirm ? confirmPayment(scope, current, { ...given, method }) : current;
    },
  ),
  operation('GET', '/v1/payment_intents/:id', parameters(ignored('client_secret')), (scope, _given, ids) =>
    scope.paymentIntents.get(idOf(ids), 'intent'),
  ),
  operation(
    'POST',
    '/v1/payment_intents/:id',
    parameters({
      ...described,
      amount: amount.optional(),
      currency: text.optional(),
      payment_method: text.optional(),
      payment_method_data: z.strictObject(paymentMethodData).optional(),
      receipt_email: clearableText.optional(),
      setup_future_usage: usage.optional(),
      ...ignored('allowed_payment_method_types', 'amount_details', 'capture_method', 'customer_account', 'hooks'),
      ...ignored('excluded_payment_method_types', 'payment_details', 'payment_method_configuration'),
      ...ignored('payment_method_options', 'shipping'),
    }),
    (scope, given, ids) => {
      const intent = scope.paymentIntents.get(idOf(ids), 'intent');
      const changesMoney = given.amount !== undefined || given.payment_method !== undefined;
      if (changesMoney && !intent.status.startsWith('requires_')) throw unexpectedState(intent, 'update');
      const method = methodOf(scope, given);
      return scope.paymentIntents.save({
        ...intent,
        amount: given.amount ?? intent.amount,
        customer: given.customer === undefined ? intent.customer : scope.customers.get(given.customer, 'customer').id,
        description: given.description === undefined ? intent.description : given.description,
        metadata: mergeMetadata(intent.metadata, given.metadata),
        ...(method ? { payment_method: method.id, status: 'requires_confirmation' } : {}),
      });
    },
  ),
  operation('POST', '/v1/payment_intents/:id/confirm', parameters(confirmation), (scope, given, ids) =>
    confirmPayment(scope, scope.paymentIntents.get(idOf(ids), 'intent'), {
      ...given,
      method: methodOf(scope, given),
    }),
  ),
  operation(
    'POST',
    '/v1/payment_intents/:id/cancel',
    parameters({
      cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned').optional(),
    }),
    (scope, given, ids) => {
      const intent = scope.paymentIntents.get(idOf(ids), 'intent');
      if (!intent.status.startsWith('requires_')) throw unexpectedState(intent, 'cancel');
      const canceled = scope.paymentIntents.save({
        ...intent,
        canceled_at: scope.now(),
        cancellation_reason: given.cancellation_reason ?? null,
        next_action: null,
        status: 'canceled',
      });
      scope.emit('payment_intent.canceled', canceled);
      return canceled;
    },
  ),
  operation(
    'POST',
    '/v1/payment_intents/:id/verify_microdeposits',
    parameters({ amounts: z.array(integer()).optional(), descriptor_code: text.optional() }),
    (scope, given, ids) => {
      const intent = scope.paymentIntents.get(idOf(ids), 'intent');
      if (intent.next_action?.type !== 'verify_with_microdeposits') throw unexpectedState(intent, 'verify');
      verifyMicrodeposits(scope, idOrNull(intent.payment_method) ?? '', given);
      return confirmPayment(scope, intent, { method: undefined });
    },
  ),
  operation(
    'GET',
    '/v1/payment_intents',
    parameters({ ...listing, customer: text.optional(), ...ignored('customer_account') }),
    (scope, given) => {
      const found = scope.paymentIntents
        .list()
        .filter((one) => given.customer === undefined || one.customer === given.customer);
      return listPage(found, given, '/v1/payment_intents');
    },
  ),
];
