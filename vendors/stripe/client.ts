import type Stripe from 'stripe';
import type { StripeConfig } from '../config';
import { VendorFailure } from '../failure';
import type { CustomerInput, PaymentGateway, PaymentMethodSummary } from '../payments';
import { verifyStripeWebhook } from '../webhooks/stripe';
import { callStripe, stripeSdk } from './call-stripe';
import { stripeCheckouts } from './checkouts';
import { stripeDisputes } from './disputes';
import { idOf } from './outcome';
import { stripePresentments } from './presentments';
import { stripeRefunds } from './refunds';

/** The payment gateway over Stripe's SDK. @throws VendorFailure from every method that calls Stripe */
export function createStripeGateway(config: StripeConfig): PaymentGateway {
  const stripe = stripeSdk(config);
  return {
    ...stripeCheckouts(stripe),
    ...stripePresentments(stripe),
    ensureCustomer: (input) => ensureCustomer(stripe, input),
    ...stripeRefunds(stripe),
    ...stripeDisputes(stripe),
    retrievePaymentMethod: async (id) => summaryOf(await callStripe('none', () => stripe.paymentMethods.retrieve(id))),
    detachPaymentMethod: (id) => detach(stripe, id),
    verifyWebhook: (rawBody, headers) => verifyStripeWebhook({ rawBody, headers, secrets: config.webhookSecrets }),
  };
}

/**
 * Creates with our ids alone, so that the idempotency key meets the same request even after the person's details
 * changed, and writes the details in a second call that may be repeated.
 */
async function ensureCustomer(stripe: Stripe, input: CustomerInput): Promise<{ customerId: string }> {
  const { tenantId, organizationId, name, email, phone } = input;
  const metadata = { tenant_id: tenantId, organization_id: organizationId };
  return callStripe('repeatable', async () => {
    const { id } = await stripe.customers.create({ metadata }, { idempotencyKey: `customer/${tenantId}` });
    await stripe.customers.update(id, { name, ...(email && { email }), ...(phone && { phone }) });
    return { customerId: id };
  });
}

function summaryOf(method: Stripe.PaymentMethod): PaymentMethodSummary {
  const common = { paymentMethodId: method.id, customerId: idOf(method.customer) ?? null };
  if (method.card) {
    const { brand, last4, exp_month: month, exp_year: year } = method.card;
    return { ...common, kind: 'card', label: brand, last4, expiry: { month, year } };
  }
  if (method.us_bank_account) {
    const { bank_name: bank, last4 } = method.us_bank_account;
    return { ...common, kind: 'us_bank_account', label: bank ?? 'Bank account', last4: last4 ?? '', expiry: null };
  }
  const detail = 'the stored method is neither a card nor a bank account';
  throw new VendorFailure({ vendor: 'stripe', kind: 'rejected', code: 'unsupported_method', detail });
}

/** Asks first, because Stripe refuses to detach what belongs to no customer any more. */
async function detach(stripe: Stripe, paymentMethodId: string): Promise<void> {
  const method = await callStripe('none', () => stripe.paymentMethods.retrieve(paymentMethodId));
  if (method.customer === null) return;
  await callStripe('repeatable', () => stripe.paymentMethods.detach(paymentMethodId));
}
