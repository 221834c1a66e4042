import { defineSignal } from '@temporalio/workflow';

export type OwnerPayoutInput = { organizationId: string; payoutId: string };
export type OwnerPayoutResult = { outcome: 'paid' | 'failed' };

/** The payment service looked at an account again: what paused a payout may be mended. */
export const accountChanged = defineSignal('accountChanged');
