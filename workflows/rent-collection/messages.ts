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

/** Something was paid, failed, charged or came back on this lease: look again. */
export const moneyChanged = defineSignal('moneyChanged');
/** A presentment's outcome is known: look again. */
export const presentmentResolved = defineSignal<[{ presentmentId: string }]>('presentmentResolved');
