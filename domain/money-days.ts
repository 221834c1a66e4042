import { addDays, addMonths, earlierOf, type PlainDateString } from './calendar';

export type LeaseDays = {
  startsOn: PlainDateString;
  /** The day it was written down here, at the home. */
  drawnUpOn: PlainDateString;
  /** The date at the home. */
  today: PlainDateString;
};

/** Nothing is charged for further ahead than this: what comes later belongs in the lease's schedule. */
const CHARGED_AHEAD_MONTHS = 12;
/** Holding deposits and first payments come before there is a lease, by no more than this. */
const PAID_BEFORE_DAYS = 90;

/** The days, both ends included, on which something charged on a lease may fall due. */
export function dueDaysOf({ startsOn, drawnUpOn, today }: LeaseDays): { from: PlainDateString; to: PlainDateString } {
  return { from: earlierOf(startsOn, drawnUpOn), to: addMonths(today, CHARGED_AHEAD_MONTHS) };
}

/** The first day on which something paid outside of us may count for a lease. */
export function paidFrom({ startsOn, drawnUpOn }: Omit<LeaseDays, 'today'>): PlainDateString {
  return addDays(earlierOf(startsOn, drawnUpOn), -PAID_BEFORE_DAYS);
}
