import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import type { StripeScope } from './scope';

export interface ChargeOutcome {
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly failureCode?: string;
  readonly failureMessage?: string;
  readonly declineCode?: string;
  /** Mandate of a bank debit. */
  readonly mandate?: string;
}

/** Makes and keeps the charge of one attempt to pay an intent. */
export function createCharge(
  scope: StripeScope,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  outcome: ChargeOutcome,
): Stripe.Charge {
  const id = newId(method.type === 'card' ? 'ch_3' : 'py_3');
  const succeeded = outcome.status === 'succeeded';
  const charge: Stripe.Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: succeeded ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: null,
    billing_details: { ...method.billing_details },
    calculated_statement_descriptor: intent.statement_descriptor ?? 'TENURE SANDBOX',
    captured: succeeded,
    created: scope.now(),
    currency: intent.currency,
    customer: idOrNull(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: outcome.failureCode ?? null,
    failure_message: outcome.failureMessage ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: idOrNull(intent.on_behalf_of),
    outcome: networkOutcome(outcome),
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method, outcome),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: succeeded ? `${scope.sandbox.config.url}/pages/stripe/receipt/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: outcome.status,
    transfer_data: intent.transfer_data ? { amount: null, destination: intent.transfer_data.destination } : null,
    transfer_group: intent.transfer_group,
  };
  return scope.charges.save(charge);
}

/** The id of a field that is an id or an expanded object. */
export function idOrNull(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

function networkOutcome(outcome: ChargeOutcome): Stripe.Charge.Outcome {
  const failed = outcome.status === 'failed';
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: failed ? 'declined_by_network' : 'approved_by_network',
    reason: failed ? (outcome.declineCode ?? outcome.failureCode ?? null) : null,
    seller_message: failed ? 'The bank did not approve this payment.' : 'Payment complete.',
    type: failed ? 'issuer_declined' : 'authorized',
  };
}

function detailsOf(method: Stripe.PaymentMethod, outcome: ChargeOutcome): Stripe.Charge.PaymentMethodDetails {
  const bank = method.us_bank_account;
  if (bank) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = bank;
    const shown = { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number };
    const mandate = outcome.mandate === undefined ? {} : { mandate: outcome.mandate };
    return { type: 'us_bank_account', us_bank_account: { ...shown, ...mandate, payment_reference: null } };
  }
  const { card } = method;
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: card?.brand ?? null,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: card?.exp_month ?? 12,
      exp_year: card?.exp_year ?? 2034,
      extended_authorization: { status: 'disabled' },
      fingerprint: card?.fingerprint ?? null,
      funding: card?.funding ?? null,
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: card?.last4 ?? null,
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: card?.brand ?? null,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: 0, status: 'unavailable' },
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
