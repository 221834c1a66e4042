import { addDays, dayOfWeek, type PlainDateString, parsePlainDate } from './calendar';

/** What a lease says about a due date on a Saturday, Sunday or bank holiday. Unless it says so, the date stands. */
export type DueDatePolicy = 'stands' | 'next_bank_day' | 'previous_bank_day';

type HolidayRule =
  | { name: string; month: number; day: number; since?: number }
  | { name: string; month: number; weekday: number; nth: number; since?: number };

/** nth -1 is the last of the month. Weekdays count from 1, Monday. Source: Federal Reserve Bank Services, holiday schedules. */
const HOLIDAYS: readonly HolidayRule[] = [
  { name: "New Year's Day", month: 1, day: 1 },
  { name: 'Martin Luther King Jr. Day', month: 1, weekday: 1, nth: 3 },
  { name: "Presidents' Day", month: 2, weekday: 1, nth: 3 },
  { name: 'Memorial Day', month: 5, weekday: 1, nth: -1 },
  { name: 'Juneteenth', month: 6, day: 19, since: 2022 },
  { name: 'Independence Day', month: 7, day: 4 },
  { name: 'Labor Day', month: 9, weekday: 1, nth: 1 },
  { name: 'Columbus Day', month: 10, weekday: 1, nth: 2 },
  { name: 'Veterans Day', month: 11, day: 11 },
  { name: 'Thanksgiving', month: 11, weekday: 4, nth: 4 },
  { name: 'Christmas Day', month: 12, day: 25 },
];

const SUNDAY = 7;

/**
 * The weekdays of a year on which the Federal Reserve is closed.
 * A holiday on a Sunday moves to the Monday; one on a Saturday leaves the Friday open, and so isn't in the list.
 */
export function bankHolidaysOf(year: number): { date: PlainDateString; name: string }[] {
  const holidays: { date: PlainDateString; name: string }[] = [];
  for (const rule of HOLIDAYS) {
    if (rule.since !== undefined && year < rule.since) continue;
    const date =
      'day' in rule ? dateOf(year, rule.month, rule.day) : nthWeekday(year, rule.month, rule.weekday, rule.nth);
    const weekday = dayOfWeek(date);
    if (weekday === 6) continue;
    holidays.push({ date: weekday === SUNDAY ? addDays(date, 1) : date, name: rule.name });
  }
  return holidays;
}

/** Whether the Federal Reserve moves money on that date. */
export function isBankDay(date: PlainDateString): boolean {
  if (dayOfWeek(date) >= 6) return false;
  return !holidayDatesOf(Number(date.slice(0, 4))).has(date);
}

/** The date itself if it is a bank day, else the first one after. */
export function nextBankDay(date: PlainDateString): PlainDateString {
  let day = date;
  while (!isBankDay(day)) day = addDays(day, 1);
  return day;
}

/** The date itself if it is a bank day, else the last one before. */
export function previousBankDay(date: PlainDateString): PlainDateString {
  let day = date;
  while (!isBankDay(day)) day = addDays(day, -1);
  return day;
}

/** The date that many bank days later; earlier when negative. Zero leaves it as it is. */
export function addBankDays(date: PlainDateString, count: number): PlainDateString {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    do day = addDays(day, step);
    while (!isBankDay(day));
  }
  return day;
}

/** A due date as the lease's policy moves it. */
export function moveDueDate(date: PlainDateString, policy: DueDatePolicy): PlainDateString {
  switch (policy) {
    case 'stands':
      return date;
    case 'next_bank_day':
      return nextBankDay(date);
    case 'previous_bank_day':
      return previousBankDay(date);
  }
}

/** A year's holidays never change, so they are worked out once. */
const HOLIDAY_DATES = new Map<number, ReadonlySet<PlainDateString>>();

function holidayDatesOf(year: number): ReadonlySet<PlainDateString> {
  const known = HOLIDAY_DATES.get(year);
  if (known) return known;
  const dates = new Set(bankHolidaysOf(year).map((holiday) => holiday.date));
  HOLIDAY_DATES.set(year, dates);
  return dates;
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): PlainDateString {
  if (nth > 0) {
    const first = dateOf(year, month, 1);
    return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + (nth - 1) * 7);
  }
  const lastDay = addDays(month === 12 ? dateOf(year + 1, 1, 1) : dateOf(year, month + 1, 1), -1);
  return addDays(lastDay, -((dayOfWeek(lastDay) - weekday + 7) % 7));
}

function dateOf(year: number, month: number, day: number): PlainDateString {
  return parsePlainDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}
