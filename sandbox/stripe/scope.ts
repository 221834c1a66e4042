import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import type { Sandbox } from '../core/sandbox';
import { emitEvent } from './emit-event';
import { type Row, Table } from './table';
import type { BankBehavior, CardBehavior } from './test-values';

/** What the sandbox knows of a payment method and Stripe would never show. */
export interface Instrument {
  readonly card?: CardBehavior;
  readonly bank?: BankBehavior;
  /** A bank account can be debited only once its ownership is verified; cards count as verified. */
  verified: boolean;
  /** A card that was authenticated for later use off session. */
  setUp?: boolean;
  /** Used in a payment without being attached to a customer: it may not be used again. */
  consumed?: boolean;
  /** The mandate under which a bank account may be debited later. */
  mandate?: string;
  /** Outcomes asked for through the control API, used up one per charge before `card` or `bank` speaks. */
  forced?: ForcedOutcome[];
}

/** An outcome for one coming charge: a decline code, an ACH failure code, or 'success'. */
export type ForcedOutcome = string;

/** What a hosted Checkout page needs beside the session itself. */
export interface CheckoutPlan {
  readonly lineItems: Stripe.LineItem[];
  readonly paymentIntentData: {
    readonly metadata: Record<string, string>;
    readonly setupFutureUsage?: 'off_session' | 'on_session';
    readonly description?: string;
    readonly statementDescriptor?: string;
    readonly receiptEmail?: string;
    readonly applicationFeeAmount?: number;
    readonly onBehalfOf?: string;
    readonly transferDestination?: string;
  };
}

/** Who asked, as events and errors name it; nulls when Stripe itself did. */
export interface RequestContext {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** Everything of one Stripe account (the platform or a connected one), within one request or one timer. */
export interface StripeScope {
  readonly sandbox: Sandbox;
  /** Connected account id; '' for the platform itself. */
  readonly account: string;
  readonly request: RequestContext;
  readonly customers: Table<Stripe.Customer>;
  readonly paymentMethods: Table<Stripe.PaymentMethod>;
  readonly setupIntents: Table<Stripe.SetupIntent>;
  readonly mandates: Table<Stripe.Mandate>;
  readonly paymentIntents: Table<Stripe.PaymentIntent>;
  readonly charges: Table<Stripe.Charge>;
  readonly refunds: Table<Stripe.Refund>;
  readonly disputes: Table<Stripe.Dispute>;
  readonly files: Table<Stripe.File>;
  readonly sessions: Table<Stripe.Checkout.Session>;
  readonly balanceTransactions: Table<Stripe.BalanceTransaction>;
  readonly payouts: Table<Stripe.Payout>;
  readonly transfers: Table<Stripe.Transfer>;
  /** What transfers look like in the account where they arrive. */
  readonly destinationPayments: Table<Partial<Stripe.Charge> & { id: string }>;
  readonly accounts: Table<Stripe.Account>;
  readonly events: Table<Stripe.EventBase>;
  readonly instruments: Table<Instrument & { id: string }>;
  readonly checkoutPlans: Table<CheckoutPlan & { id: string }>;
  /** Links from one object to another that Stripe keeps to itself, such as a payment's Checkout session. */
  readonly links: Table<{ id: string; to: string }>;
  /** Unix seconds. */
  now(): number;
  /** Records an event about the object as it is now, and sends it as a webhook. */
  emit(type: Stripe.Event.Type, object: object, previous?: object): void;
}

/** The objects of one account. `request` is who asks; left out when the sandbox acts by itself. */
export function createScope(
  sandbox: Sandbox,
  account: string,
  request: RequestContext = { id: null, idempotency_key: null },
): StripeScope {
  const table = <T extends { id: string }>(name: string, kind: string, owner = account) =>
    new Table<T>(sandbox.store.collection<Row<T>>(`stripe.${name}`), owner, kind);
  const scope: StripeScope = {
    sandbox,
    account,
    request,
    customers: table('customers', 'customer'),
    paymentMethods: table('payment_methods', 'PaymentMethod'),
    setupIntents: table('setup_intents', 'setupintent'),
    mandates: table('mandates', 'mandate'),
    paymentIntents: table('payment_intents', 'payment_intent'),
    charges: table('charges', 'charge'),
    refunds: table('refunds', 'refund'),
    disputes: table('disputes', 'dispute'),
    files: table('files', 'file'),
    sessions: table('checkout_sessions', 'checkout.session'),
    balanceTransactions: table('balance_transactions', 'balance transaction'),
    payouts: table('payouts', 'payout'),
    transfers: table('transfers', 'transfer'),
    destinationPayments: table('destination_payments', 'charge'),
    // Connected accounts belong to the platform, whoever asks.
    accounts: table('accounts', 'account', ''),
    events: table('events', 'event'),
    instruments: table('instruments', 'instrument'),
    checkoutPlans: table('checkout_plans', 'checkout plan'),
    links: table('links', 'link'),
    now: () => Math.floor(sandbox.now().getTime() / 1000),
    emit: (type, object, previous) => emitEvent(scope, type, object, previous),
  };
  return scope;
}

/** The account a stored object of a page or timer belongs to; undefined when there is no such object. */
export function findOwner(
  sandbox: Sandbox,
  name: 'payment_intents' | 'setup_intents' | 'checkout_sessions' | 'charges',
  id: string,
) {
  return sandbox.store.collection<Row<{ id: string }>>(`stripe.${name}`).get(id)?.account;
}

/** A client secret of an intent. */
export function clientSecret(id: string): string {
  return newId(`${id}_secret_`, 25);
}
