import type { RunCursor } from '../../activities/rent-runs';

export type RentRunInput = {
  zone: string;
  /** `YYYY-MM-DD`; without it, the local date for which the schedule started the run. */
  date?: string;
  /** A single organization's run; without it, every one with leases in the zone. */
  organizationId?: string;
  /** Who asked for it. */
  startedBy?: string;
  /** Carried over from the run before: where it stands and what was done. */
  cursor?: RunCursor;
  totals?: RentRunTotals;
};

export type RentRunTotals = { charges: number; amountCents: number; collections: number };
