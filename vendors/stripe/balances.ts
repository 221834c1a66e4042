import type Stripe from 'stripe';
import type { VendorBooking, VendorPayout } from '../../domain/reconciliation/movements';
import type { BalanceGateway, PageOf, VendorAccount, VendorPage } from '../balances';
import type { StripeConfig } from '../config';
import { callStripe, stripeSdk } from './call-stripe';
import { idOf } from './outcome';

/** A source may be a charge, refund, dispute or transfer, each leading to its charge by another way. */
const EXPANDED = [
  'data.source',
  'data.source.charge',
  'data.source.source_transaction',
  'data.source.source_transfer.source_transaction',
];

/** Balances over Stripe's SDK. @throws VendorFailure from every method */
export function createStripeBalances(config: StripeConfig): BalanceGateway {
  const stripe = stripeSdk(config);
  const as = (account: VendorAccount) => (account === null ? {} : { stripeAccount: account });
  return {
    listBookings: ({ account, ...page }) =>
      pageOf(bookingOf, () => stripe.balanceTransactions.list({ ...listing(page), expand: EXPANDED }, as(account))),
    listPayouts: ({ account, ...page }) =>
      pageOf(payoutOf, () => stripe.payouts.list(listing({ ...page, account }), as(account))),
    async listPayoutItems({ account, payoutRef, ...page }) {
      const given = { ...listing({ ...page, since: null }), payout: payoutRef, expand: EXPANDED };
      const found = await pageOf(bookingOf, () => stripe.balanceTransactions.list(given, as(account)));
      return { ...found, items: found.items.filter(({ type }) => type !== 'payout') };
    },
  };
}

function listing({ since, after, limit }: Partial<PageOf>) {
  return {
    ...(limit !== undefined && { limit }),
    ...(after && { starting_after: after }),
    ...(since && { created: { gte: Math.floor(since.getTime() / 1000) } }),
  };
}

async function pageOf<T extends { id: string }, U>(
  read: (item: T) => U,
  list: () => PromiseLike<Stripe.ApiList<T>>,
): Promise<VendorPage<U>> {
  const { data, has_more: hasMore } = await callStripe('none', async () => list());
  return { items: data.map(read), next: hasMore ? (data.at(-1)?.id ?? null) : null };
}

function payoutOf(payout: Stripe.Payout): VendorPayout {
  return {
    ref: payout.id,
    status: statusOf(payout.status),
    amountCents: payout.amount,
    isAutomatic: payout.automatic,
    arrivesAt: new Date(payout.arrival_date * 1000),
    occurredAt: new Date(payout.created * 1000),
    failureCode: payout.failure_code,
  };
}

function statusOf(status: string): VendorPayout['status'] {
  switch (status) {
    case 'in_transit':
    case 'paid':
    case 'failed':
    case 'canceled':
      return status;
    default:
      return 'pending';
  }
}

/** The charge behind a source, and the ids that we gave it or its transfer. */
type Origin = { charge: Stripe.Charge | null; metadata: Stripe.Metadata; disputeRef: string | null };

function bookingOf(booking: Stripe.BalanceTransaction): VendorBooking {
  const source = typeof booking.source === 'string' ? null : booking.source;
  const { charge, metadata, disputeRef } = originOf(source);
  const ids = { ...charge?.metadata, ...metadata };
  return {
    ref: booking.id,
    type: booking.type,
    amountCents: booking.amount,
    feeCents: booking.fee,
    occurredAt: new Date(booking.created * 1000),
    sourceRef: idOf(booking.source) ?? null,
    paymentIntentRef: intentOf(source) ?? idOf(charge?.payment_intent) ?? null,
    disputeRef,
    customerRef: idOf(charge?.customer) ?? null,
    isRouted: (charge?.transfer_data ?? null) !== null,
    organizationId: ids.organization_id ?? null,
    paymentId: ids.payment_id ?? null,
    ownerPayoutId: ids.payout_id ?? null,
    refundId: metadata.refund_id ?? null,
  };
}

function intentOf(source: Stripe.BalanceTransactionSource | null): string | undefined {
  switch (source?.object) {
    case 'charge':
    case 'refund':
    case 'dispute':
      return idOf(source.payment_intent);
    default:
      return undefined;
  }
}

function originOf(source: Stripe.BalanceTransactionSource | null): Origin {
  const none = { charge: null, metadata: {}, disputeRef: null };
  switch (source?.object) {
    case 'charge': {
      const transfer = whole(source.source_transfer);
      if (transfer === null) return { charge: source, metadata: source.metadata, disputeRef: null };
      return { charge: whole(transfer.source_transaction), metadata: transfer.metadata, disputeRef: null };
    }
    case 'refund':
      return { charge: whole(source.charge), metadata: source.metadata ?? {}, disputeRef: null };
    case 'dispute':
      return { charge: whole(source.charge), metadata: {}, disputeRef: source.id };
    case 'transfer':
      return { charge: whole(source.source_transaction), metadata: source.metadata, disputeRef: null };
    default:
      return none;
  }
}

function whole<T extends { id: string }>(reference: string | T | null | undefined): T | null {
  return typeof reference === 'object' && reference !== null ? reference : null;
}
