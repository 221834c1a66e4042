import { defineSignal } from '@temporalio/workflow';
import type { Timeline } from '../shared/describe';

export type PaymentPlanInput = {
  organizationId: string;
  planId: string;
  leaseId?: string;
  /** What it knows of itself, carried over from the run before. */
  carried?: CarriedPlan;
};

export type CarriedPlan = {
  timeline: Timeline;
  /** Presentments whose failure the tenants are yet to be told of. */
  failed: string[];
  /** For which installment and failure another way to pay was asked for. */
  asked: string;
};

export type PaymentPlanResult = { outcome: string };

/** The plan was accepted, declined, withdrawn or canceled: look. */
export const planChanged = defineSignal('planChanged');
