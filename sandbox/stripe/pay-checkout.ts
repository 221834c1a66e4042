import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import { confirmPayment } from './confirm-payment';
import { confirmSetupIntent } from './confirm-setup';
import { emptyCustomer } from './customers';
import { invalidRequest } from './errors';
import { idOrNull } from './new-charge';
import { createPaymentIntent } from './new-payment-intent';
import { createPaymentMethod, instrumentOf } from './payment-methods';
import type { StripeScope } from './scope';

/** What a person entered on the hosted page. */
export interface CheckoutEntry {
  readonly method: 'card' | 'us_bank_account';
  readonly name: string;
  readonly email: string;
  readonly number: string;
  /** MM/YY. */
  readonly expiry: string;
  readonly cvc: string;
  readonly routingNumber: string;
  readonly accountNumber: string;
  readonly accountType: 'checking' | 'savings';
  readonly ip: string;
  readonly userAgent: string;
}

/**
 * Pays or sets up an open session with what was entered, and answers the session. It stays open when the card's bank
 * asks for authentication. Throws Stripe's refusal, worded for the payer, when the entry or the card is no good.
 */
export function payCheckout(scope: StripeScope, id: string, entry: CheckoutEntry): Stripe.Checkout.Session {
  const session = scope.sessions.get(id);
  if (session.status !== 'open') throw invalidRequest('This Checkout Session is no longer open.');
  const method = methodFrom(scope, entry);
  const acceptance = { type: 'online', online: { ip_address: entry.ip, user_agent: entry.userAgent } } as const;
  const mandate_data = method.type === 'us_bank_account' ? { customer_acceptance: acceptance } : undefined;

  if (session.mode === 'setup') {
    const intent = scope.setupIntents.get(idOrNull(session.setup_intent) ?? '');
    confirmSetupIntent(scope, intent, { method, mandate_data });
    return completeSession(scope, session, entry);
  }
  const intent = intentOf(scope, session, entry);
  const paid = confirmPayment(scope, intent, { method, mandate_data, return_url: session.success_url ?? undefined });
  scope.links.save({ id: `entry of ${session.id}`, to: JSON.stringify({ name: entry.name, email: entry.email }) });
  return paid.status === 'requires_action' ? scope.sessions.get(id) : completeSession(scope, session, entry);
}

/** Completes the session of a payment that its payer has just authenticated; undefined when it has none. */
export function completeAfterAuthentication(scope: StripeScope, intent: string): Stripe.Checkout.Session | undefined {
  const session = sessionOf(scope, intent);
  if (session?.status !== 'open') return session;
  const entry: unknown = JSON.parse(scope.links.find(`entry of ${session.id}`)?.to ?? '{}');
  const { name = '', email = '' } = entry as { name?: string; email?: string };
  return completeSession(scope, session, { name, email });
}

/** The session a payment was made in; undefined for payments made by the API alone. */
export function sessionOf(scope: StripeScope, intent: string): Stripe.Checkout.Session | undefined {
  return scope.sessions.find(scope.links.find(`session of ${intent}`)?.to ?? '');
}

/** Tells how a bank debit begun in a session ended. */
export function reportAsyncPayment(scope: StripeScope, intentId: string): void {
  const session = sessionOf(scope, intentId);
  const intent = scope.paymentIntents.find(intentId);
  if (session?.status !== 'complete' || intent === undefined || intent.status === 'processing') return;
  const succeeded = intent.status === 'succeeded';
  const settled = scope.sessions.save({ ...session, payment_status: succeeded ? 'paid' : 'unpaid' });
  scope.emit(`checkout.session.async_payment_${succeeded ? 'succeeded' : 'failed'}`, settled);
}

function completeSession(
  scope: StripeScope,
  session: Stripe.Checkout.Session,
  payer: { readonly name: string; readonly email: string },
): Stripe.Checkout.Session {
  const intent = scope.paymentIntents.find(scope.links.find(`payment of ${session.id}`)?.to ?? '');
  const complete = scope.sessions.save({
    ...session,
    customer: intent ? idOrNull(intent.customer) : session.customer,
    customer_details: {
      address: null,
      business_name: null,
      email: payer.email || session.customer_email,
      individual_name: null,
      name: payer.name || null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    payment_intent: intent?.id ?? null,
    payment_status: intent === undefined ? 'no_payment_required' : intent.status === 'succeeded' ? 'paid' : 'unpaid',
    status: 'complete',
    url: null,
  });
  scope.emit('checkout.session.completed', complete);
  return complete;
}

/** The session's payment: the one of an earlier try that failed, or a new one. */
function intentOf(scope: StripeScope, session: Stripe.Checkout.Session, entry: CheckoutEntry): Stripe.PaymentIntent {
  const earlier = scope.links.find(`payment of ${session.id}`);
  if (earlier) return scope.paymentIntents.get(earlier.to);
  const plan = scope.checkoutPlans.get(session.id).paymentIntentData;
  const intent = createPaymentIntent(scope, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: customerOf(scope, session, entry, plan.setupFutureUsage !== undefined),
    metadata: plan.metadata,
    description: plan.description,
    receipt_email: plan.receiptEmail,
    setup_future_usage: plan.setupFutureUsage,
    allowed_payment_method_types: session.allowed_payment_method_types ?? undefined,
    application_fee_amount: plan.applicationFeeAmount,
    on_behalf_of: plan.onBehalfOf,
    statement_descriptor: plan.statementDescriptor,
    transfer_data: plan.transferDestination === undefined ? undefined : { destination: plan.transferDestination },
  });
  scope.links.save({ id: `payment of ${session.id}`, to: intent.id });
  scope.links.save({ id: `session of ${intent.id}`, to: session.id });
  return intent;
}

function customerOf(
  scope: StripeScope,
  session: Stripe.Checkout.Session,
  entry: CheckoutEntry,
  saves: boolean,
): string | null {
  const given = idOrNull(session.customer);
  if (given !== null || !(saves || session.customer_creation === 'always')) return given;
  const customer: Stripe.Customer = {
    ...emptyCustomer(newId('cus_', 14), scope.now()),
    email: entry.email || session.customer_email,
    name: entry.name || null,
  };
  scope.customers.save(customer);
  scope.emit('customer.created', customer);
  return customer.id;
}

function methodFrom(scope: StripeScope, entry: CheckoutEntry): Stripe.PaymentMethod {
  const billing_details = { name: entry.name || null, email: entry.email || null };
  if (entry.method === 'card') {
    const [month, year] = entry.expiry.split('/').map((part) => Number(part.trim()));
    const { number, cvc } = entry;
    return createPaymentMethod(scope, {
      type: 'card',
      card: { number, cvc, exp_month: month || 0, exp_year: year || 0 },
      billing_details,
    });
  }
  if (entry.name === '') throw invalidRequest('Enter the name of the account holder.');
  const { routingNumber: routing_number, accountNumber: account_number, accountType: account_type } = entry;
  const us_bank_account = { routing_number, account_number, account_type };
  const method = createPaymentMethod(scope, { type: 'us_bank_account', us_bank_account, billing_details });
  // On a hosted page the payer signs in to the bank, which verifies the account at once.
  instrumentOf(scope, method.id, (instrument) => {
    instrument.verified = true;
  });
  return method;
}
