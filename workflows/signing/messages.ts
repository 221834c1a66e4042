import { defineSignal, defineUpdate } from '@temporalio/workflow';

export type SigningInput = { organizationId: string; leaseId: string; propertyId?: string };

/** How the last envelope ended. */
export type SigningResult = { outcome: 'completed' | 'declined' | 'expired' | 'voided' };

/** The signature service has news of the envelope, or the lease was sent again: look. */
export const envelopeChanged = defineSignal('envelopeChanged');
/** Withdraws the papers; answers once nobody can sign them any more and the lease is a draft again. */
export const voidSigning = defineUpdate<void, [{ reason: string; by: string }]>('void');
/** Where one signer signs now; works once and for some minutes only. */
export const signingUrl = defineUpdate<{ url: string }, [{ signerId: string; returnUrl: string }]>('signingUrl');
