import { defineSignal } from '@temporalio/workflow';
import type { Timeline } from '../shared/describe';

export type OwnerPayoutInput = {
  organizationId: string;
  payoutId: string;
  /** Its account of itself, carried over from the run before. */
  timeline?: Timeline;
};
export type OwnerPayoutResult = { outcome: 'paid' | 'failed' };

/** The payment service looked at an account again: what paused a payout may be mended. */
export const accountChanged = defineSignal('accountChanged');
