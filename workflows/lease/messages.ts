import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Timeline } from '../shared/describe';

export type LeaseInput = {
  organizationId: string;
  leaseId: string;
  propertyId?: string;
  /** Its account of itself, carried over from the run before. */
  timeline?: Timeline;
};

/** How a lease's life ended. */
export type LeaseResult = { outcome: 'ended' | 'canceled' };

/** Money came or went, or the lease was changed elsewhere: look again. */
export const moneyChanged = defineSignal('moneyChanged');
/** Notice was given: `on` becomes the last day (`YYYY-MM-DD`). Answers with the status; refuses what cannot be. */
export const giveNotice = defineUpdate<{ status: string }, [{ on: string; by: string }]>('giveNotice');
/** Ends the lease on a day, at once where that is past or today; before it began, calls it off. */
export const end = defineUpdate<{ status: string }, [{ on: string; reason: string; by: string }]>('end');
