import type Stripe from 'stripe';
import type { StripeScope } from './scope';

export interface NewSession {
  readonly id: string;
  readonly mode: 'payment' | 'setup';
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  /** Cents; null in setup mode. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly customer: string | null;
  readonly customerEmail: string | null;
  readonly customerCreation: 'always' | 'if_required' | null;
  readonly clientReferenceId: string | null;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly metadata: Record<string, string>;
  readonly allowedTypes: readonly string[] | undefined;
  readonly locale: string | null;
  readonly submitType: Stripe.Checkout.Session.SubmitType | null;
}

/** An open session with its hosted page. */
export function newSession(scope: StripeScope, given: NewSession): Stripe.Checkout.Session {
  return {
    id: given.id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: given.allowedTypes ? [...given.allowedTypes] : null,
    amount_subtotal: given.amount,
    amount_total: given.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: given.cancelUrl,
    client_reference_id: given.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: scope.now(),
    currency: given.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: given.customer,
    customer_account: null,
    customer_creation: given.customerCreation,
    customer_details: null,
    customer_email: given.customerEmail,
    discounts: given.mode === 'setup' ? null : [],
    expires_at: given.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: given.locale as Stripe.Checkout.Session.Locale | null,
    managed_payments: { enabled: false },
    metadata: given.metadata,
    mode: given.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: given.mode === 'setup' ? 'always' : 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [...(given.allowedTypes ?? ['card', 'us_bank_account'])],
    payment_status: given.mode === 'setup' ? 'no_payment_required' : 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: given.submitType,
    subscription: null,
    success_url: given.successUrl,
    total_details: given.mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${scope.sandbox.config.url}/pages/stripe/checkout/${given.id}`,
    wallet_options: null,
  };
}
