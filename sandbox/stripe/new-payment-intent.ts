import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import { invalidRequest } from './errors';
import { clientSecret, type StripeScope } from './scope';

export interface NewPaymentIntent {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly metadata: Record<string, string>;
  readonly description?: string | null | undefined;
  readonly receipt_email?: string | null | undefined;
  readonly setup_future_usage?: 'off_session' | 'on_session' | undefined;
  readonly allowed_payment_method_types?: readonly string[] | undefined;
  readonly application_fee_amount?: number | undefined;
  readonly on_behalf_of?: string | undefined;
  readonly statement_descriptor?: string | null | undefined;
  readonly statement_descriptor_suffix?: string | null | undefined;
  readonly transfer_group?: string | null | undefined;
  readonly transfer_data?: { readonly destination?: string | undefined } | undefined;
}

/** Makes and keeps an intent that waits for a payment method. Throws Stripe's refusal of amounts under 50 cents. */
export function createPaymentIntent(scope: StripeScope, given: NewPaymentIntent): Stripe.PaymentIntent {
  const currency = given.currency.toLowerCase();
  if (currency !== 'usd') throw invalidRequest(`Invalid currency: ${currency}.`, { param: 'currency' });
  if (given.amount < 50) {
    throw invalidRequest('Amount must be at least $0.50 usd', { code: 'amount_too_small', param: 'amount' });
  }
  const id = newId('pi_3');
  const types = given.allowed_payment_method_types;
  const destination = given.transfer_data?.destination;
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: types ? [...types] : null,
    amount: given.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: given.application_fee_amount ?? null,
    automatic_payment_methods: types ? null : { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: clientSecret(id),
    confirmation_method: 'automatic',
    created: scope.now(),
    currency,
    customer: given.customer,
    customer_account: null,
    description: given.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: given.metadata,
    next_action: null,
    on_behalf_of: given.on_behalf_of ?? null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [...(types ?? ['card', 'us_bank_account'])],
    payment_record: null,
    processing: null,
    receipt_email: given.receipt_email ?? null,
    review: null,
    setup_future_usage: given.setup_future_usage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: given.statement_descriptor ?? null,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    ...(destination === undefined ? {} : { transfer_data: { destination } }),
    transfer_group: given.transfer_group ?? null,
  };
  scope.paymentIntents.save(intent);
  scope.emit('payment_intent.created', intent);
  return intent;
}
