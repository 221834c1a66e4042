import { type DisputeStatus, statesOf } from './states';

/** Handed in this long before the bank's deadline, so that an outage still leaves time. */
export const SUBMIT_BEFORE_DEADLINE_MS = 48 * 3_600_000;

const MEANINGS: Readonly<Record<string, string>> = {
  fraudulent: 'the payer says that they did not make it',
  unrecognized: 'the payer does not recognize it',
  duplicate: 'the payer says that it was charged twice',
  product_not_received: 'the payer says that they did not get what they paid for',
  product_unacceptable: 'the payer says that it was not as agreed',
  credit_not_processed: 'the payer says that money was promised back',
  subscription_canceled: 'the payer says that it had been called off',
  customer_initiated: 'the payer asked their bank for the money',
  general: 'the payer gave no reason of a known kind',
};

/** Why a card's payer disputes a payment, as a sentence's end. */
export function disputeMeaning(reason: string): string {
  return (Object.hasOwn(MEANINGS, reason) ? MEANINGS[reason] : undefined) ?? 'the payer disputes it with the bank';
}

/** The vendor's word for a dispute's state as ours; what it prevented or names anew counts as closed. */
export function disputeStatusOf(vendorStatus: string): DisputeStatus {
  return statesOf('dispute').find((known) => known === vendorStatus) ?? 'closed';
}

/** Whether the bank still waits for what the landlord has to say. */
export function needsResponse(status: DisputeStatus): boolean {
  return status === 'needs_response' || status === 'warning_needs_response';
}

/** Whether nothing more comes of it. A lost one may rarely be won later; the vendor then says so again. */
export function isDecided(status: DisputeStatus): boolean {
  return status === 'won' || status === 'lost' || status === 'warning_closed' || status === 'closed';
}

/** When evidence is handed in by itself: two days before the deadline, or at once where less is left. */
export function submitAtMs(evidenceDueAtMs: number, nowMs: number): number {
  return Math.max(nowMs, evidenceDueAtMs - SUBMIT_BEFORE_DEADLINE_MS);
}
