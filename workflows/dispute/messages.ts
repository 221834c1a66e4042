import { defineSignal } from '@temporalio/workflow';

export type DisputeInput = { organizationId: string; disputeId: string; leaseId?: string };
export type DisputeResult = { outcome: 'won' | 'lost' | 'closed' };

/** The vendor has news, or the landlord said something: look. */
export const disputeNews = defineSignal('disputeNews');
