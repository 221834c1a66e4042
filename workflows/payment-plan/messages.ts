import { defineSignal } from '@temporalio/workflow';

export type PaymentPlanInput = { organizationId: string; planId: string; leaseId?: string };
export type PaymentPlanResult = { outcome: string };

/** The plan was accepted, declined, withdrawn or canceled: look. */
export const planChanged = defineSignal('planChanged');
