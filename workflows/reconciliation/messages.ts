import type { RunRef } from '../../activities/reconciliation';

/** Where a run stands, carried over to the next run of the workflow: what is left to read and to compare. */
export type ReconciliationCursor = {
  run: RunRef;
  /** What is left, the first part first. */
  parts: ReconciliationPart[];
  after: string | null;
};

/** The platform's own account, which is read for everybody; `newestMs` is that of the newest booking seen so far. */
export type PlatformPart =
  | { kind: 'platform_bookings'; sinceMs: number | null; newestMs: number | null }
  | { kind: 'platform_payouts'; sinceMs: number | null };

export type ReconciliationPart =
  | PlatformPart
  | { kind: 'bookings' | 'payouts'; account: string; sinceMs: number | null }
  | { kind: 'settle' }
  | { kind: 'book' | 'vendor' | 'books' | 'sub_ledgers' };

/** One organization's day; or, by schedule, that of every organization in a time zone. */
export type ReconciliationInput =
  | {
      organizationId: string;
      date: string;
      startedBy?: string;
      /** Whoever started it has just read the platform's account for everybody. */
      isPlatformRead?: boolean;
      cursor?: ReconciliationCursor;
    }
  | {
      zone: string;
      date?: string;
      after?: string;
      /** What is left to read of the platform's account, before anybody's run begins. */
      platform?: { parts: PlatformPart[]; after: string | null };
    };

export type ReconciliationResult = {
  booked: number;
  opened: number;
  closed: number;
  open: number;
  organizations?: number;
};
