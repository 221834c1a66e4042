import type { VendorBooking, VendorPayout } from '../domain/reconciliation/movements';

/** An account with the payment service; null is the platform's own. */
export type VendorAccount = string | null;

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
  listBookings(page: PageOf): Promise<VendorPage<VendorBooking>>;
  listPayouts(page: PageOf): Promise<VendorPage<VendorPayout>>;
  /** What a payout pays out, without the payout's own booking. */
  listPayoutItems(page: Omit<PageOf, 'since'> & { payoutRef: string }): Promise<VendorPage<VendorBooking>>;
}
