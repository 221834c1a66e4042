import type Stripe from 'stripe';
import { z } from 'zod';
import { newId } from '../core/new-id';
import { lineItemOf, lineItemParameters } from './checkout-line-items';
import { createSetupIntent } from './confirm-setup';
import { invalidRequest } from './errors';
import { schedule } from './jobs';
import { listPage } from './list-page';
import { newSession } from './new-checkout-session';
import { idOf, operation } from './operation';
import {
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
import type { StripeScope } from './scope';
import { methodTypes } from './setup-intents';

const minute = 60;

const sessionParameters = parameters({
  mode: oneOf('payment', 'setup', 'subscription'),
  success_url: text,
  cancel_url: text.optional(),
  ui_mode: oneOf('hosted_page').optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  customer_creation: oneOf('always', 'if_required').optional(),
  client_reference_id: text.optional(),
  currency: text.optional(),
  expires_at: integer().optional(),
  line_items: z.array(lineItemParameters).min(1).optional(),
  locale: text.optional(),
  metadata: metadata.optional(),
  allowed_payment_method_types: methodTypes.optional(),
  payment_intent_data: z
    .strictObject({
      application_fee_amount: integer({ min: 0 }).optional(),
      description: text.optional(),
      metadata: metadata.optional(),
      on_behalf_of: text.optional(),
      receipt_email: text.optional(),
      setup_future_usage: oneOf('off_session', 'on_session').optional(),
      statement_descriptor: text.optional(),
      transfer_data: z.strictObject({ destination: text, amount: integer().optional() }).optional(),
      ...ignored('capture_method', 'shipping', 'statement_descriptor_suffix', 'transfer_group'),
    })
    .optional(),
  setup_intent_data: z
    .strictObject({ description: clearableText.optional(), metadata: metadata.optional(), ...ignored('on_behalf_of') })
    .optional(),
  submit_type: oneOf('auto', 'book', 'donate', 'pay', 'subscribe').optional(),
  ...ignored('adaptive_pricing', 'after_expiration', 'allow_promotion_codes', 'automatic_tax', 'branding_settings'),
  ...ignored('billing_address_collection', 'consent_collection', 'custom_fields', 'custom_text', 'customer_account'),
  ...ignored('customer_update', 'discounts', 'excluded_payment_method_types', 'integration_identifier'),
  ...ignored('invoice_creation', 'managed_payments', 'name_collection', 'optional_items', 'origin_context'),
  ...ignored('payment_method_collection', 'payment_method_configuration', 'payment_method_data', 'permissions'),
  ...ignored('payment_method_options', 'phone_number_collection', 'redirect_on_completion', 'return_url'),
  ...ignored('saved_payment_method_options', 'shipping_address_collection', 'shipping_options', 'subscription_data'),
  ...ignored('tax_id_collection', 'wallet_options'),
});

export const checkoutOperations = [
  operation('POST', '/v1/checkout/sessions', sessionParameters, (scope, given) => createSession(scope, given)),
  operation('GET', '/v1/checkout/sessions/:id', parameters({}), (scope, _given, ids) => scope.sessions.get(idOf(ids))),
  operation('GET', '/v1/checkout/sessions/:id/line_items', parameters(listing), (scope, given, ids) => {
    const { id } = scope.sessions.get(idOf(ids));
    return listPage(scope.checkoutPlans.get(id).lineItems, given, `/v1/checkout/sessions/${id}/line_items`);
  }),
  operation('POST', '/v1/checkout/sessions/:id/expire', parameters({}), (scope, _given, ids) => {
    const session = scope.sessions.get(idOf(ids));
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${String(session.status)}.`,
      );
    }
    return expireSession(scope, session.id) ?? session;
  }),
  operation(
    'GET',
    '/v1/checkout/sessions',
    parameters({
      ...listing,
      customer: text.optional(),
      payment_intent: text.optional(),
      status: oneOf('open', 'complete', 'expired').optional(),
      ...ignored('customer_account', 'customer_details', 'payment_link', 'subscription'),
    }),
    (scope, given) => {
      const found = scope.sessions
        .list()
        .filter((one) => given.customer === undefined || one.customer === given.customer)
        .filter((one) => given.payment_intent === undefined || one.payment_intent === given.payment_intent)
        .filter((one) => given.status === undefined || one.status === given.status);
      return listPage(found, given, '/v1/checkout/sessions');
    },
  ),
];

type SessionInput = z.output<typeof sessionParameters>;

function createSession(scope: StripeScope, given: SessionInput): Stripe.Checkout.Session {
  const lineItems = (given.line_items ?? []).map((item) => lineItemOf(scope, item));
  requireConsistent(scope, given);
  const id = newId('cs_test_a1', 56);
  const customer = given.customer === undefined ? null : scope.customers.get(given.customer, 'customer').id;
  const session = newSession(scope, {
    id,
    mode: given.mode === 'setup' ? 'setup' : 'payment',
    successUrl: given.success_url,
    cancelUrl: given.cancel_url ?? null,
    amount: given.mode === 'setup' ? null : lineItems.reduce((sum, item) => sum + item.amount_total, 0),
    currency: lineItems[0]?.currency ?? given.currency ?? null,
    customer,
    customerEmail: given.customer_email ?? null,
    customerCreation: given.mode === 'payment' && customer === null ? (given.customer_creation ?? 'if_required') : null,
    clientReferenceId: given.client_reference_id ?? null,
    expiresAt: given.expires_at ?? scope.now() + 24 * 60 * minute,
    metadata: mergeMetadata({}, given.metadata),
    allowedTypes: given.allowed_payment_method_types,
    locale: given.locale ?? null,
    submitType: given.submit_type ?? null,
  });
  if (given.mode === 'setup') session.setup_intent = setupIntentOf(scope, session, given).id;
  scope.sessions.save(session);
  scope.checkoutPlans.save({ id, lineItems, paymentIntentData: plannedPayment(given) });
  schedule(scope, 'expire_session', id, (session.expires_at - scope.now()) * 1000);
  return session;
}

function setupIntentOf(scope: StripeScope, session: Stripe.Checkout.Session, given: SessionInput): Stripe.SetupIntent {
  return createSetupIntent(scope, {
    customer: typeof session.customer === 'string' ? session.customer : null,
    description: given.setup_intent_data?.description ?? null,
    metadata: mergeMetadata({}, given.setup_intent_data?.metadata),
    allowedTypes: given.allowed_payment_method_types,
    usage: 'off_session',
  });
}

function plannedPayment(given: SessionInput) {
  const data = given.payment_intent_data ?? {};
  return {
    metadata: mergeMetadata({}, data.metadata),
    ...(data.setup_future_usage ? { setupFutureUsage: data.setup_future_usage } : {}),
    ...(data.description ? { description: data.description } : {}),
    ...(data.statement_descriptor ? { statementDescriptor: data.statement_descriptor } : {}),
    ...(data.receipt_email ? { receiptEmail: data.receipt_email } : {}),
    ...(data.application_fee_amount === undefined ? {} : { applicationFeeAmount: data.application_fee_amount }),
    ...(data.on_behalf_of ? { onBehalfOf: data.on_behalf_of } : {}),
    ...(data.transfer_data ? { transferDestination: data.transfer_data.destination } : {}),
  };
}

function requireConsistent(scope: StripeScope, given: SessionInput): void {
  const refuse = (message: string, param: string, code?: string): never => {
    throw invalidRequest(message, { param, ...(code === undefined ? {} : { code }) });
  };
  if (given.mode === 'subscription') refuse('This sandbox has no subscriptions.', 'mode');
  if (given.mode === 'payment' && given.line_items === undefined) {
    refuse('The `line_items` parameter is required in payment mode.', 'line_items', 'parameter_missing');
  }
  if (given.mode === 'setup' && given.line_items !== undefined) {
    refuse('You can not pass `line_items` in `setup` mode.', 'line_items');
  }
  if (given.mode === 'setup' && given.currency === undefined && given.allowed_payment_method_types === undefined) {
    refuse(
      'The `currency` parameter is required in setup mode with dynamic payment methods.',
      'currency',
      'parameter_missing',
    );
  }
  if (given.mode === 'setup' && given.payment_intent_data) {
    refuse('You can not pass `payment_intent_data` in `setup` mode.', 'payment_intent_data');
  }
  if (given.mode === 'payment' && given.setup_intent_data) {
    refuse('You can not pass `setup_intent_data` in `payment` mode.', 'setup_intent_data');
  }
  if (given.customer !== undefined && given.customer_email !== undefined) {
    refuse('You may only specify one of these parameters: customer, customer_email.', 'customer_email');
  }
  for (const name of ['success_url', 'cancel_url'] as const) {
    const url = given[name];
    if (url !== undefined && !URL.canParse(url.replaceAll('{CHECKOUT_SESSION_ID}', 'id'))) {
      refuse('Not a valid URL', name, 'url_invalid');
    }
  }
  const until = (given.expires_at ?? scope.now() + 60 * minute) - scope.now();
  // A minute of grace on both sides for the way here.
  if (until < 29 * minute || until > 24 * 60 * minute + minute) {
    refuse('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', 'expires_at');
  }
}

/** Ends an open session; undefined when it is no longer open. */
export function expireSession(scope: StripeScope, id: string): Stripe.Checkout.Session | undefined {
  const session = scope.sessions.find(id);
  if (session?.status !== 'open') return undefined;
  const expired = scope.sessions.save({ ...session, status: 'expired', url: null });
  scope.emit('checkout.session.expired', expired);
  return expired;
}
