import { defineSignal } from '@temporalio/workflow';

export type PaymentReversalInput = {
  organizationId: string;
  paymentId: string;
  leaseId?: string;
  /** The vendor's dispute, or its refund of the whole payment. */
  cause: { kind: 'dispute'; disputeId: string } | { kind: 'refund' };
};
export type PaymentReversalResult = { outcome: 'reversed' | 'partial' | 'reinstated' };

/** The vendor closed the dispute: ask how. */
export const disputeChanged = defineSignal('disputeChanged');
