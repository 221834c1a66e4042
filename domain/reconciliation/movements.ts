/**
 * Movements of money at the payment service and in the ledger, in the same words, so that one can be held against
 * the other. Signs are those of the money that lies with the service: what comes in is positive.
 */
export const ASPECTS = ['received', 'refunded', 'disputed', 'fees', 'owner_paid', 'payout', 'other'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** One movement. `fees` are what the service kept: positive on both sides. */
export type Movement = {
  /** What it is about: our payment or payout where known, else the service's own name of it. */
  subjectId: string;
  aspect: Aspect;
  amountCents: number;
  /** Epoch milliseconds at which it was written down on its side. */
  atMs: number;
};

/** A booking on an account with the payment service, as it shows it, with what is known of its source. */
export type VendorBooking = {
  ref: string;
  /** The service's own type, such as `charge`, `refund`, `adjustment`, `payout`. */
  type: string;
  amountCents: number;
  feeCents: number;
  sourceRef: string | null;
  paymentIntentRef: string | null;
  disputeRef: string | null;
  customerRef: string | null;
  /** Our own ids, of the source or of what it came from. */
  organizationId: string | null;
  paymentId: string | null;
  /** Our payout to an owner, for transfers. */
  ownerPayoutId: string | null;
  /** Our refund, for the money of one that failed and went where it had come from. */
  refundId: string | null;
  occurredAt: Date;
  /** Whether the money goes on to the organization's own account: then the platform bears the service's fee. */
  isRouted: boolean;
};

/** A payout to a bank, as the service shows it. */
export type VendorPayout = {
  ref: string;
  status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  amountCents: number;
  /** Only what the service pays out by itself lists what it pays out. */
  isAutomatic: boolean;
  arrivesAt: Date;
  occurredAt: Date;
  failureCode: string | null;
};

/** What a booking means to an organization; null where it is none of its business. */
export type Meaning = { subjectRef: string; aspect: Aspect; amountCents: number; feeCents: number };

const REFUNDS = new Set(['refund', 'payment_refund', 'refund_failure', 'payment_failure_refund']);
const TRANSFERS = new Set(['transfer', 'transfer_refund', 'transfer_cancel', 'transfer_failure']);
const PAYOUTS = new Set(['payout', 'payout_cancel', 'payout_failure']);
/** What the platform earns by a payment: the organization's side of it is the fee of its own booking. */
const PLATFORM_ONLY = new Set(['application_fee', 'application_fee_refund']);

/** Reads a booking. Types are those of Stripe's balance transactions (docs.stripe.com/reports/balance-transaction-types). */
export function meaningOf(booking: VendorBooking): Meaning | null {
  const { type, ref, amountCents, sourceRef, paymentIntentRef, disputeRef, ownerPayoutId } = booking;
  const feeCents = booking.isRouted ? 0 : booking.feeCents;
  const isRestored = booking.refundId !== null && booking.paymentId !== null;
  const source = sourceRef ?? ref;
  const about = paymentIntentRef ?? source;
  if (PLATFORM_ONLY.has(type)) return null;
  if (PAYOUTS.has(type)) return { subjectRef: source, aspect: 'payout', amountCents, feeCents };
  if (ownerPayoutId !== null) return { subjectRef: ownerPayoutId, aspect: 'owner_paid', amountCents, feeCents };
  if (REFUNDS.has(type) || isRestored) return { subjectRef: about, aspect: 'refunded', amountCents, feeCents };
  if (disputeRef !== null) {
    // What was won back is a payment of its own, known by the dispute's name.
    return amountCents > 0
      ? { subjectRef: disputeRef, aspect: 'received', amountCents, feeCents }
      : { subjectRef: about, aspect: 'disputed', amountCents, feeCents };
  }
  if (type === 'charge' || type === 'payment') {
    return { subjectRef: about, aspect: 'received', amountCents, feeCents };
  }
  // What comes back from an organization's account stands on its own side as money that went back.
  if (TRANSFERS.has(type) && (paymentIntentRef ?? booking.paymentId) !== null) {
    const aspect = type === 'transfer' ? 'received' : 'refunded';
    return { subjectRef: paymentIntentRef ?? ref, aspect, amountCents, feeCents };
  }
  return { subjectRef: ref, aspect: 'other', amountCents, feeCents };
}
