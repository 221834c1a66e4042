import type Stripe from 'stripe';
import { newId } from '../core/new-id';
import { book } from './balance';
import { invalidRequest } from './errors';
import { listPage } from './list-page';
import { idOf, operation } from './operation';
import { bool, ignored, integer, listing, mergeMetadata, metadata, parameters } from './parameters';
import { createScope, type StripeScope } from './scope';
import { platformAccount } from './transfers';

export const reversalOperations = [
  operation(
    'POST',
    '/v1/transfers/:id/reversals',
    parameters({
      amount: integer({ min: 1 }).optional(),
      metadata: metadata.optional(),
      refund_application_fee: bool.optional(),
      ...ignored('description'),
    }),
    (scope, given, ids) =>
      reverseTransfer(scope, idOf(ids), {
        amount: given.amount,
        refundsFee: given.refund_application_fee === true,
        metadata: mergeMetadata({}, given.metadata),
      }),
  ),
  operation('GET', '/v1/transfers/:id/reversals', parameters({ ...listing }), (scope, given, ids) => {
    const { reversals } = scope.transfers.get(idOf(ids), 'transfer');
    return listPage([...reversals.data].reverse(), given, `/v1/transfers/${idOf(ids)}/reversals`);
  }),
];

/** The transfer that a destination charge made; refused as Stripe does where there is none. */
export function transferOf(scope: StripeScope, charge: Stripe.Charge): Stripe.Transfer {
  const id = typeof charge.transfer === 'string' ? charge.transfer : charge.transfer?.id;
  const transfer = id === undefined ? undefined : scope.transfers.find(id);
  if (transfer !== undefined) return transfer;
  throw invalidRequest('Cannot reverse transfer on charge because it does not have an associated transfer.', {
    param: 'reverse_transfer',
  });
}

interface NewReversal {
  /** All that is left where absent. */
  readonly amount?: number | undefined;
  readonly refundsFee?: boolean;
  readonly refund?: string;
  readonly metadata?: Record<string, string>;
}

/** Takes a transfer, or a part of it, back from where it went; with the application fee in proportion where asked for. */
export function reverseTransfer(scope: StripeScope, id: string, given: NewReversal = {}): Stripe.TransferReversal {
  const transfer = scope.transfers.get(id, 'transfer');
  const left = transfer.amount - transfer.amount_reversed;
  const amount = given.amount ?? left;
  if (amount > left || left === 0) {
    throw invalidRequest(`Reversal amount is greater than unreversed amount on transfer (${left})`, {
      param: 'amount',
    });
  }
  const fee = given.refundsFee === true ? feeBack(scope, transfer, amount) : 0;
  const target = createScope(scope.sandbox, transfer.destination === platformAccount ? '' : accountOf(transfer));
  const payment = String(transfer.destination_payment);
  const money = { currency: 'usd', availableInDays: 0 } as const;
  const taken = { ...money, amount: -amount, fee: -fee, source: payment, type: 'payment_refund' } as const;
  book(target, { ...taken, reportingCategory: 'refund' });
  const back = { ...money, amount, fee: 0, source: id, type: 'transfer_refund' } as const;
  const transaction = book(scope, { ...back, reportingCategory: 'transfer_reversal' });
  if (fee > 0) {
    const returned = { ...money, amount: -fee, fee: 0, source: newId('fr_1'), type: 'application_fee_refund' } as const;
    book(scope, { ...returned, reportingCategory: 'platform_earning_refund' });
  }
  const reversal: Stripe.TransferReversal = {
    id: newId('trr_1'),
    object: 'transfer_reversal',
    amount,
    balance_transaction: transaction,
    created: scope.now(),
    currency: 'usd',
    destination_payment_refund: null,
    metadata: given.metadata ?? {},
    source_refund: given.refund ?? null,
    transfer: id,
  };
  const reversed = scope.transfers.save({
    ...transfer,
    amount_reversed: transfer.amount_reversed + amount,
    reversed: amount === left,
    reversals: { ...transfer.reversals, data: [...transfer.reversals.data, reversal] },
  });
  scope.emit('transfer.reversed', reversed);
  return reversal;
}

function accountOf({ destination }: Stripe.Transfer): string {
  return typeof destination === 'string' ? destination : (destination?.id ?? '');
}

/** The fee's part of all that will have gone back, less what of it went back before. */
function feeBack(scope: StripeScope, transfer: Stripe.Transfer, amount: number): number {
  const charge = scope.charges.find(String(transfer.source_transaction));
  const fee = charge?.application_fee_amount ?? 0;
  const key = `fee back of ${transfer.id}`;
  const before = Number(scope.links.find(key)?.to ?? 0);
  const all = Math.round((fee * (transfer.amount_reversed + amount)) / transfer.amount);
  scope.links.save({ id: key, to: String(all) });
  return all - before;
}
