import { addDays, daysInclusive, laterOf, type PlainDateString } from './calendar';

/**
 * Days on which a rent bears no late fee, up to the one on which that ended, which counts no more: a payment plan covered
 * it, or autopay had to wait with it for the ten days' notice of a higher amount.
 */
export type Pause = { from: PlainDateString; endedOn: PlainDateString | null };

/** Whether one of them covers a day: no late fee is charged on it. */
export function isPausedOn(pauses: readonly Pause[], on: PlainDateString): boolean {
  return pauses.some(({ from, endedOn }) => from <= on && (endedOn === null || endedOn > on));
}

/** How many of the days after a rent's due date, up to and with `on`, are paused: a fee that grows does not count them. */
export function pausedDays(pauses: readonly Pause[], dueOn: PlainDateString, on: PlainDateString): number {
  let counted = dueOn;
  let days = 0;
  for (const { from, endedOn } of [...pauses].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const first = laterOf(from, addDays(counted, 1));
    const last = endedOn === null || endedOn > on ? on : addDays(endedOn, -1);
    if (first > last) continue;
    days += daysInclusive(first, last);
    counted = last;
  }
  return days;
}
