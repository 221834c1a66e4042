import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import { listPage } from './list-page';
import { idOf, operation } from './operation';
import { ignored, listing, oneOf, parameters, text } from './parameters';
import type { StripeScope } from './scope';

const day = 86_400;

export const balanceOperations = [
  operation('GET', '/v1/balance', parameters({}), (scope) => balanceOf(scope)),
  operation(
    'GET',
    '/v1/balance_transactions',
    parameters({
      ...listing,
      payout: text.optional(),
      source: text.optional(),
      type: text.optional(),
      currency: text.optional(),
    }),
    (scope, given) => {
      const found = scope.balanceTransactions
        .list()
        .filter((one) => given.source === undefined || one.source === given.source)
        .filter((one) => given.type === undefined || one.type === given.type)
        .filter((one) => given.currency === undefined || one.currency === given.currency)
        .filter((one) => given.payout === undefined || scope.links.find(`payout of ${one.id}`)?.to === given.payout);
      return listPage(
        found.map((one) => withStatus(scope, one)),
        given,
        '/v1/balance_transactions',
      );
    },
  ),
  operation('GET', '/v1/balance_transactions/:id', parameters({}), (scope, _given, ids) =>
    withStatus(scope, scope.balanceTransactions.get(idOf(ids))),
  ),
  operation(
    'GET',
    '/v1/payouts',
    parameters({
      ...listing,
      status: oneOf('pending', 'in_transit', 'paid', 'failed', 'canceled').optional(),
      ...ignored('arrival_date', 'destination'),
    }),
    (scope, given) => {
      const found = scope.payouts.list().filter((one) => given.status === undefined || one.status === given.status);
      return listPage(found, given, '/v1/payouts');
    },
  ),
  operation('GET', '/v1/payouts/:id', parameters({}), (scope, _given, ids) => scope.payouts.get(idOf(ids), 'payout')),
];

/** Books money in or out of the account's balance and answers the transaction's id. */
export function book(
  scope: StripeScope,
  entry: {
    readonly amount: number;
    readonly fee: number;
    readonly currency: string;
    readonly source: string;
    readonly type: Stripe.BalanceTransaction.Type;
    readonly reportingCategory: string;
    readonly availableInDays: number;
    readonly description?: string | null;
  },
): string {
  const { amount, fee, currency, source, type, description = null } = entry;
  const detail = {
    amount: fee,
    application: null,
    currency,
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  };
  const transaction: Stripe.BalanceTransaction = {
    id: newId('txn_1'),
    object: 'balance_transaction',
    amount,
    available_on: scope.now() + entry.availableInDays * day,
    balance_type: 'payments',
    created: scope.now(),
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    reporting_category: entry.reportingCategory,
    source,
    status: entry.availableInDays > 0 ? 'pending' : 'available',
    type,
  };
  return scope.balanceTransactions.save(transaction).id;
}

/** Books a successful charge: 2.9 % + 30¢ for cards, 0.8 % up to $5 for ACH (Stripe's list prices in the US). */
export function bookCharge(scope: StripeScope, charge: Stripe.Charge): string {
  const isCard = charge.payment_method_details?.type === 'card';
  const fee = isCard ? Math.round(charge.amount * 0.029) + 30 : Math.min(Math.round(charge.amount * 0.008), 500);
  return book(scope, {
    amount: charge.amount,
    fee,
    currency: charge.currency,
    source: charge.id,
    type: isCard ? 'charge' : 'payment',
    reportingCategory: 'charge',
    availableInDays: isCard ? 2 : 4,
    description: charge.description,
  });
}

/**
 * Pays out everything not yet paid out, as Stripe's daily schedule would; undefined when there is nothing.
 * @param offBy cents that the payout is off from what it pays out, which should never happen
 */
export function payOut(scope: StripeScope, offBy = 0): Stripe.Payout | undefined {
  const included = scope.balanceTransactions
    .list()
    .filter(({ id, type }) => type !== 'payout' && scope.links.find(`payout of ${id}`) === undefined);
  const amount = included.reduce((sum, { net }) => sum + net, 0) + offBy;
  if (amount <= 0) return undefined;
  const payout = scope.payouts.save(newPayout(scope, amount));
  payout.balance_transaction = book(scope, {
    amount: -amount,
    fee: 0,
    currency: 'usd',
    source: payout.id,
    type: 'payout',
    reportingCategory: 'payout',
    availableInDays: 0,
    description: 'STRIPE PAYOUT',
  });
  for (const { id } of included) scope.links.save({ id: `payout of ${id}`, to: payout.id });
  scope.links.save({ id: `payout of ${payout.balance_transaction}`, to: payout.id });
  scope.emit('payout.created', payout);
  const paid = scope.payouts.save({ ...payout, status: 'paid', reconciliation_status: 'completed' });
  scope.emit('payout.paid', paid);
  scope.emit('payout.reconciliation_completed', paid);
  return paid;
}

/** Returns a payout that its bank refused: status failed, the money booked back. */
export function failPayout(scope: StripeScope, id: string, failureCode: string): Stripe.Payout {
  const payout = scope.payouts.get(id, 'payout');
  const failure = book(scope, {
    amount: payout.amount,
    fee: 0,
    currency: payout.currency,
    source: payout.id,
    type: 'payout_failure',
    reportingCategory: 'payout_reversal',
    availableInDays: 0,
  });
  const failed = scope.payouts.save({
    ...payout,
    status: 'failed',
    failure_code: failureCode,
    failure_message: 'The bank account could not be credited.',
    failure_balance_transaction: failure,
  });
  scope.emit('payout.failed', failed);
  return failed;
}

function newPayout(scope: StripeScope, amount: number): Stripe.Payout {
  return {
    id: newId('po_1'),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: scope.now(),
    automatic: true,
    balance_transaction: null,
    created: scope.now(),
    currency: 'usd',
    description: 'STRIPE PAYOUT',
    destination: 'ba_1SandboxBankAccount',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'in_progress',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit',
    trace_id: null,
    type: 'bank_account',
  };
}

/** Transactions become available by themselves, once their day has come. */
function withStatus(scope: StripeScope, transaction: Stripe.BalanceTransaction): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= scope.now() ? 'available' : 'pending' };
}

/** What an account could send on. Here money counts from the moment it came: nobody waits days for a demo. */
export function spendable(scope: StripeScope): number {
  return scope.balanceTransactions.list().reduce((total, { net }) => total + net, 0);
}

function balanceOf(scope: StripeScope): Stripe.Balance {
  const sum = (status: string) =>
    scope.balanceTransactions
      .list()
      .filter((one) => withStatus(scope, one).status === status)
      .reduce((total, { net }) => total + net, 0);
  const amount = (value: number) => [{ amount: value, currency: 'usd', source_types: { card: value } }];
  return { object: 'balance', available: amount(sum('available')), livemode: false, pending: amount(sum('pending')) };
}
