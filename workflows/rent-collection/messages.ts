import { defineSignal } from '@temporalio/workflow';
import type { Timeline } from '../shared/describe';

export type RentCollectionInput = {
  organizationId: string;
  leaseId: string;
  propertyId?: string;
  /** `YYYY-MM` */
  period: string;
  /** What it knows of itself, carried over from the run before. */
  carried?: CarriedCollection;
};

/** Which deadlines were dealt with. */
export type DeadlinesMet = { lateFeePosted: boolean; lateFeeTold: boolean; escalated: boolean };

export type CarriedCollection = {
  timeline: Timeline;
  deadlines: DeadlinesMet;
  /** For which failure another way to pay was asked for. */
  askedForAnotherWay: string;
  halted: boolean;
};

/** How a collection ended. */
export type RentCollectionResult = { outcome: 'paid' | 'lease_closed' };

/** What became of a presentment, and what is then still open of its month, in cents. */
export type PresentmentNews = { presentmentId: string; status: string; openCents: number | null };

/** Something was paid, failed, charged or came back on this lease: look again. */
export const moneyChanged = defineSignal('moneyChanged');
/** A presentment's outcome is known. */
export const presentmentResolved = defineSignal<[PresentmentNews]>('presentmentResolved');
