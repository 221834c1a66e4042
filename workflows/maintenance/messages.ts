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

/** What each command says. A refusal names its reason in the words of whoever asked. */
export type RepairCommands = {
  /** A vendor takes the job; the first one gets it. */
  acceptOffer: { offerId: string };
  /** A vendor does not want the job: the next is asked at once. */
  declineOffer: { offerId: string; reason?: string };
  /** The vendor says when they come, RFC 3339. */
  schedule: { workOrderId: string; start: string; end: string };
  /** The vendor has begun. */
  startWork: { workOrderId: string };
  /** The vendor says that it is done. */
  completeWork: { workOrderId: string; notes?: string; priceCents?: number; mediaIds?: string[] };
  /** The tenant says that it is fixed; or the landlord, of what came to them. */
  confirm: { by: string; rating?: number };
  /** It is not fixed. */
  reopen: { by: string; reason: string };
  /** It is not wanted any more. */
  cancel: { by: string; reason: string };
  /** The landlord gives the job to a vendor. */
  assignVendor: { vendorId: string; by: string };
  /** The landlord asks for another search. */
  dispatchAgain: { by: string };
};

function command<K extends keyof RepairCommands>(name: K) {
  return defineUpdate<RepairAnswer, [RepairCommands[K]], K>(name);
}

export const acceptOffer = command('acceptOffer');
export const declineOffer = command('declineOffer');
export const schedule = command('schedule');
export const startWork = command('startWork');
export const completeWork = command('completeWork');
export const confirm = command('confirm');
export const reopen = command('reopen');
export const cancel = command('cancel');
export const assignVendor = command('assignVendor');
export const dispatchAgain = command('dispatchAgain');
