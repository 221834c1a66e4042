import { Temporal } from 'temporal-polyfill';

declare const plainDateBrand: unique symbol;
declare const periodBrand: unique symbol;

/** A business date, `YYYY-MM-DD`, in the property's time zone. Sorts as text. */
export type PlainDateString = string & { readonly [plainDateBrand]: true };

/** A calendar month, `YYYY-MM`, that rent is charged for. Sorts as text. */
export type Period = string & { readonly [periodBrand]: true };

const DATE_FORM = /^(19|2\d)\d\d-\d\d-\d\d$/;

/**
 * Checks that a text is a real date of the years 1900 to 2999.
 * @throws RangeError on a wrong form or a day that doesn't exist, such as `2026-02-30`
 */
export function parsePlainDate(text: string): PlainDateString {
  if (!DATE_FORM.test(text)) throw new RangeError(`Not a date of the form YYYY-MM-DD: ${text}`);
  Temporal.PlainDate.from(text, { overflow: 'reject' });
  // Checked just above.
  return text as PlainDateString;
}

/** Whether a text is a real date of the years 1900 to 2999. */
export function isPlainDate(text: string): boolean {
  try {
    parsePlainDate(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Checks that a text is a calendar month.
 * @throws RangeError on anything but `YYYY-MM` with a month of 01 to 12
 */
export function parsePeriod(text: string): Period {
  if (!/^(19|2\d)\d\d-(0[1-9]|1[0-2])$/.test(text)) throw new RangeError(`Not a month of the form YYYY-MM: ${text}`);
  // Checked just above.
  return text as Period;
}

/** The month that a date lies in. */
export function periodOf(date: PlainDateString): Period {
  return parsePeriod(date.slice(0, 7));
}

/** The month `count` months later (earlier when negative). */
export function addPeriods(period: Period, count: number): Period {
  return parsePeriod(Temporal.PlainYearMonth.from(period).add({ months: count }).toString());
}

/** The month after. */
export function nextPeriod(period: Period): Period {
  return addPeriods(period, 1);
}

/** How many days the month has. */
export function daysInPeriod(period: Period): number {
  return Temporal.PlainYearMonth.from(period).daysInMonth;
}

/** The month's first date. */
export function firstDayOf(period: Period): PlainDateString {
  return parsePlainDate(`${period}-01`);
}

/** The month's last date. */
export function lastDayOf(period: Period): PlainDateString {
  return parsePlainDate(`${period}-${daysInPeriod(period)}`);
}

/** Every month from the first to the last, both included; none when the last lies before the first. */
export function periodsBetween(first: Period, last: Period): Period[] {
  const periods: Period[] = [];
  for (let period = first; period <= last; period = nextPeriod(period)) periods.push(period);
  return periods;
}

/** The due date in a month. A due day of 29 to 31 falls on the last day of a shorter month, and returns the month after. */
export function dueDateIn(period: Period, dueDay: number): PlainDateString {
  if (!Number.isInteger(dueDay) || dueDay < 1 || dueDay > 31) throw new RangeError(`Not a day of the month: ${dueDay}`);
  return parsePlainDate(`${period}-${String(Math.min(dueDay, daysInPeriod(period))).padStart(2, '0')}`);
}

/** The date `days` days later (earlier when negative). */
export function addDays(date: PlainDateString, days: number): PlainDateString {
  return written(Temporal.PlainDate.from(date).add({ days }));
}

/** The date `months` months later; a day that the month lacks becomes its last. */
export function addMonths(date: PlainDateString, months: number): PlainDateString {
  return written(Temporal.PlainDate.from(date).add({ months }));
}

/** Days from one date to the other, both counted: 10 to 31 January is 22. Zero or less when `to` lies before `from`. */
export function daysInclusive(from: PlainDateString, to: PlainDateString): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1;
}

/** The day of the week, 1 for Monday to 7 for Sunday. */
export function dayOfWeek(date: PlainDateString): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** The earlier of two dates. */
export function earlierOf(a: PlainDateString, b: PlainDateString): PlainDateString {
  return a < b ? a : b;
}

/** The later of two dates. */
export function laterOf(a: PlainDateString, b: PlainDateString): PlainDateString {
  return a > b ? a : b;
}

/** The date on the wall at an instant (epoch milliseconds) in a zone such as `America/Denver`. */
export function localDateAt(epochMs: number, zone: string): PlainDateString {
  return written(zoned(epochMs, zone).toPlainDate());
}

/** The time on the wall at an instant, `HH:MM`. */
export function localTimeAt(epochMs: number, zone: string): string {
  return zoned(epochMs, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The first instant of a date in a zone, as epoch milliseconds: where midnight is skipped, the first moment after. */
export function startOfLocalDay(date: PlainDateString, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/**
 * The instant of a wall-clock time, as epoch milliseconds.
 * Rule `compatible`: a time that a spring change skips is taken as much later (02:30 becomes 03:30);
 * a time that an autumn change repeats is the first of the two.
 */
export function atLocalTime(date: PlainDateString, time: string, zone: string): number {
  const plain = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** Whether the name is a time zone that this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    zoned(0, zone);
    return true;
  } catch {
    return false;
  }
}

function written(date: Temporal.PlainDate): PlainDateString {
  const text = date.toString();
  if (!DATE_FORM.test(text)) throw new RangeError(`A date outside the years 1900 to 2999: ${text}`);
  // Temporal writes real dates only.
  return text as PlainDateString;
}

function zoned(epochMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
}
