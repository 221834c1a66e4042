import type { RunRef } from '../../activities/reconciliation';

/** Where a run stands, carried over to the next run of the workflow: what is left to read and to compare. */
export type ReconciliationCursor = {
  run: RunRef;
  /** What is left, the first part first. */
  parts: ReconciliationPart[];
  after: string | null;
};

export type ReconciliationPart =
  | { kind: 'bookings' | 'payouts'; account: string; sinceMs: number | null }
  | { kind: 'book' | 'vendor' | 'books' | 'sub_ledgers' };

/** One organization's day; or, by schedule, that of every organization in a time zone. */
export type ReconciliationInput =
  | { organizationId: string; date: string; startedBy?: string; cursor?: ReconciliationCursor }
  | { zone: string; date?: string; after?: string };

export type ReconciliationResult = {
  booked: number;
  opened: number;
  closed: number;
  open: number;
  organizations?: number;
};
