import { defineUpdate } from '@temporalio/workflow';
import type { MaintenanceStatus } from '../../domain/states';
import type { Timeline } from '../shared/describe';

export type MaintenanceInput = {
  organizationId: string;
  requestId: string;
  propertyId?: string;
  leaseId?: string;
  /** Handed on by continue-as-new. */
  carried?: { round: number; sinceRound: number; timeline: Timeline };
};

/** How a repair ended. */
export type MaintenanceResult = { outcome: 'resolved' | 'canceled' };

/** Where the repair stands after a command, and the job it concerns. */
export type RepairAnswer = { status: MaintenanceStatus; workOrderId: string | null };

// A refusal names its reason in the words of whoever asked: a vendor who comes second reads that somebody else has it.

/** A vendor takes the job; the first one gets it. */
export const acceptOffer = defineUpdate<RepairAnswer, [{ offerId: string }]>('acceptOffer');
/** A vendor does not want the job: the next is asked at once. */
export const declineOffer = defineUpdate<RepairAnswer, [{ offerId: string; reason?: string }]>('declineOffer');
/** The vendor says when they come, RFC 3339. */
export const schedule = defineUpdate<RepairAnswer, [{ workOrderId: string; start: string; end: string }]>('schedule');
/** The vendor has begun. */
export const startWork = defineUpdate<RepairAnswer, [{ workOrderId: string }]>('startWork');
/** The vendor says that it is done. */
export const completeWork = defineUpdate<
  RepairAnswer,
  [{ workOrderId: string; notes?: string; priceCents?: number; mediaIds?: string[] }]
>('completeWork');
/** The tenant says that it is fixed; or the landlord, of what came to them. */
export const confirm = defineUpdate<RepairAnswer, [{ by: string; rating?: number }]>('confirm');
/** It is not fixed. */
export const reopen = defineUpdate<RepairAnswer, [{ by: string; reason: string }]>('reopen');
/** It is not wanted any more. */
export const cancel = defineUpdate<RepairAnswer, [{ by: string; reason: string }]>('cancel');
/** The landlord gives the job to a vendor. */
export const assignVendor = defineUpdate<RepairAnswer, [{ vendorId: string; by: string }]>('assignVendor');
/** The landlord asks for another search. */
export const dispatchAgain = defineUpdate<RepairAnswer, [{ by: string }]>('dispatchAgain');
