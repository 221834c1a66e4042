/** An account with the payment service; null is the platform's own. */
export type VendorAccount = string | null;

/** A booking on an account's balance, with what is known of its source. */
export interface BalanceBooking {
  ref: string;
  /** The service's own type, such as `charge`, `refund`, `adjustment`, `payout`. */
  type: string;
  amountCents: number;
  feeCents: number;
  currency: string;
  occurredAt: Date;
  sourceRef: string | null;
  paymentIntentRef: string | null;
  disputeRef: string | null;
  customerRef: string | null;
  /** Whether a charge's money goes on to a connected account. */
  isRouted: boolean;
  /** Our own ids, of the source or of what it came from. */
  organizationId: string | null;
  paymentId: string | null;
  ownerPayoutId: string | null;
}

export interface BankPayout {
  ref: string;
  status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  amountCents: number;
  /** Only what the service pays out by itself lists what it pays out. */
  isAutomatic: boolean;
  arrivesAt: Date;
  occurredAt: Date;
  failureCode: string | null;
}

/** Newest first; `next` is where the page after begins, null on the last. */
export interface VendorPage<T> {
  items: T[];
  next: string | null;
}

export interface PageOf {
  account: VendorAccount;
  /** Nothing older. */
  since: Date | null;
  after: string | null;
  limit: number;
}

/** What lies with the payment service and how it got there. Every method throws VendorFailure. */
export interface BalanceGateway {
  listBookings(page: PageOf): Promise<VendorPage<BalanceBooking>>;
  listPayouts(page: PageOf): Promise<VendorPage<BankPayout>>;
  /** What a payout pays out, without the payout's own booking. */
  listPayoutItems(page: Omit<PageOf, 'since'> & { payoutRef: string }): Promise<VendorPage<BalanceBooking>>;
}
