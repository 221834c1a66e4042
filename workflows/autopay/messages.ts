import { defineSignal, defineUpdate } from '@temporalio/workflow';

export type AutopayInput = {
  organizationId: string;
  leaseId: string;
  tenantId: string;
  /** The payer's authorization, word for word, as it was given. */
  consentId: string;
};
export type AutopayResult = { outcome: 'on' | 'not_finished' };

/** Opens the vendor's page on which a way to pay is stored; the payer comes back to the link. */
export const openSetup = defineUpdate<{ url: string }, [{ linkId: string }]>('openSetup');
/** Something happened on the vendor's page: ask what. */
export const setupChanged = defineSignal('setupChanged');
