import { defineSignal, defineUpdate } from '@temporalio/workflow';

export type PaymentInput = { organizationId: string; paymentId: string; leaseId?: string };
export type PaymentResult = { status: string };

/** The link page that asks: the payer comes back to it. `keep` stores the way to pay for later. */
export type OpenCheckout = { linkId: string; keep?: boolean };

/** Opens the vendor's page for this payment, or gives the open one again. */
export const openCheckout = defineUpdate<{ url: string }, [OpenCheckout]>('openCheckout');
/** Something happened on the vendor's page: ask what. */
export const checkoutChanged = defineSignal('checkoutChanged');
