import { defineSignal } from '@temporalio/workflow';

/** `refundId`: one of ours to be sent. `paymentId`: the vendor knows of a refund that we do not; book what it knows. */
export type RefundInput = { organizationId: string; refundId?: string; paymentId?: string; leaseId?: string };
export type RefundResult = { status: string };

/** Something became known of the refund: look. */
export const refundChanged = defineSignal('refundChanged');
