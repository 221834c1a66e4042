import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import { book, spendable } from './balance';
import { invalidRequest } from './errors';
import { listPage } from './list-page';
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
import { createScope, type StripeScope } from './scope';

/** The platform's own account, to which connected accounts may send money back. */
export const platformAccount = 'acct_1SandboxPlatform';

export const transferOperations = [
  operation(
    'POST',
    '/v1/transfers',
    parameters({
      amount: integer({ min: 1, max: 99_999_999 }),
      currency: oneOf('usd'),
      destination: text,
      description: clearableText.optional(),
      metadata: metadata.optional(),
      transfer_group: text.optional(),
      ...ignored('source_transaction', 'source_type'),
    }),
    (scope, given) => {
      assertDestination(scope, given.destination);
      if (spendable(scope) < given.amount) {
        throw invalidRequest('You have insufficient available funds in your Stripe account.', {
          code: 'balance_insufficient',
        });
      }
      return sendTransfer(scope, {
        amount: given.amount,
        destination: given.destination,
        description: given.description ?? null,
        metadata: mergeMetadata({}, given.metadata),
        group: given.transfer_group ?? null,
      });
    },
  ),
  operation(
    'GET',
    '/v1/transfers',
    parameters({ ...listing, destination: text.optional(), transfer_group: text.optional() }),
    (scope, given) => {
      const found = scope.transfers
        .list()
        .filter((one) => given.destination === undefined || one.destination === given.destination)
        .filter((one) => given.transfer_group === undefined || one.transfer_group === given.transfer_group);
      return listPage(found, given, '/v1/transfers');
    },
  ),
  operation('GET', '/v1/transfers/:id', parameters({}), (scope, _given, ids) =>
    scope.transfers.get(idOf(ids), 'transfer'),
  ),
  operation('GET', '/v1/account', parameters({}), (scope) =>
    scope.account === '' ? platform(scope) : scope.accounts.get(scope.account, 'account'),
  ),
];

interface NewTransfer {
  readonly amount: number;
  readonly destination: string;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly group: string | null;
  readonly charge?: string;
  /** What the platform keeps of it. */
  readonly applicationFee?: number;
}

/** Moves money from the asking account to the destination, in both balances, at once. */
export function sendTransfer(scope: StripeScope, given: NewTransfer): Stripe.Transfer {
  const { amount, destination, applicationFee = 0 } = given;
  const id = newId('tr_1');
  const target = createScope(scope.sandbox, destination === platformAccount ? '' : destination, scope.request);
  const money = { currency: 'usd', availableInDays: 0 } as const;
  const out = book(scope, {
    ...money,
    amount: -amount,
    fee: 0,
    source: id,
    type: 'transfer',
    reportingCategory: 'transfer',
  });
  const payment = newId('py_1');
  keepDestinationPayment(target, { id: payment, transfer: id, amount, applicationFee });
  book(target, {
    ...money,
    amount,
    fee: applicationFee,
    source: payment,
    type: 'payment',
    reportingCategory: 'charge',
  });
  if (applicationFee > 0) {
    const fee = { amount: applicationFee, fee: 0, source: newId('fee_1'), type: 'application_fee' } as const;
    book(scope, { ...money, ...fee, reportingCategory: 'platform_earning' });
  }
  const transfer = scope.transfers.save({
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: out,
    created: scope.now(),
    currency: 'usd',
    description: given.description,
    destination,
    destination_payment: payment,
    livemode: false,
    metadata: given.metadata,
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: given.charge ?? null,
    source_type: 'card',
    transfer_group: given.group,
  });
  scope.emit('transfer.created', transfer);
  return transfer;
}

/** What a transfer looks like where it arrives: a payment of that account, which leads back to the transfer. */
function keepDestinationPayment(
  target: StripeScope,
  { id, transfer, amount, applicationFee }: { id: string; transfer: string; amount: number; applicationFee: number },
): void {
  const charge: Partial<Stripe.Charge> & { id: string } = {
    id,
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    application_fee_amount: applicationFee === 0 ? null : applicationFee,
    captured: true,
    created: target.now(),
    currency: 'usd',
    customer: null,
    livemode: false,
    metadata: {},
    paid: true,
    payment_intent: null,
    refunded: false,
    source_transfer: transfer,
    status: 'succeeded',
    transfer_data: null,
  };
  target.destinationPayments.save(charge);
}

/** A destination charge: what was charged goes on to the organization, less what the platform keeps. */
export function passOnCharge(scope: StripeScope, charge: Stripe.Charge): void {
  const destination = charge.transfer_data?.destination;
  if (destination === undefined || destination === null) return;
  const transfer = sendTransfer(scope, {
    amount: charge.amount,
    destination: typeof destination === 'string' ? destination : destination.id,
    description: null,
    metadata: {},
    group: charge.transfer_group ?? `group_${charge.payment_intent}`,
    charge: charge.id,
    applicationFee: charge.application_fee_amount ?? 0,
  });
  scope.charges.save({ ...scope.charges.get(charge.id), transfer: transfer.id });
}

function assertDestination(scope: StripeScope, destination: string): void {
  if (scope.account !== '' && destination !== platformAccount) {
    throw invalidRequest('A connected account can only transfer to its platform.', { param: 'destination' });
  }
  if (destination === platformAccount && scope.account !== '') return;
  const account = scope.accounts.find(destination);
  if (account === undefined) {
    throw invalidRequest(`No such destination: '${destination}'`, { code: 'resource_missing', param: 'destination' });
  }
  if (account.capabilities?.transfers !== 'active') {
    const message =
      'Your destination account needs to have at least one of the following capabilities enabled: transfers';
    throw invalidRequest(message, { code: 'insufficient_capabilities_for_transfer' });
  }
}

function platform(scope: StripeScope): Stripe.Account {
  return {
    id: platformAccount,
    object: 'account',
    charges_enabled: true,
    country: 'US',
    created: scope.now(),
    default_currency: 'usd',
    details_submitted: true,
    email: 'platform@tenure.test',
    payouts_enabled: true,
    type: 'standard',
  };
}
