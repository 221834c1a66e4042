import { defineSignal } from '@temporalio/workflow';

export type RentCollectionInput = {
  organizationId: string;
  leaseId: string;
  propertyId?: string;
  /** `YYYY-MM` */
  period: string;
};

/** How a collection ended. */
export type RentCollectionResult = { outcome: 'paid' | 'lease_closed' };

/** What became of a presentment, and what is then still open of its month, in cents. */
export type PresentmentNews = { presentmentId: string; status: string; openCents: number | null };

/** Something was paid, failed, charged or came back on this lease: look again. */
export const moneyChanged = defineSignal('moneyChanged');
/** A presentment's outcome is known. */
export const presentmentResolved = defineSignal<[PresentmentNews]>('presentmentResolved');
