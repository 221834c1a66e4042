import {
  daysInclusive,
  daysInPeriod,
  earlierOf,
  firstDayOf,
  lastDayOf,
  laterOf,
  type PlainDateString,
  periodOf,
  periodsBetween,
} from './calendar';
import { type Cents, roundHalfUp, sumCents } from './money';

/**
 * How a part of a month is charged; the lease says which.
 * - `actual_days`: days ÷ days of that month
 * - `thirty_day_month`: days ÷ 30, never more than the month's rent
 * - `year_365`: days × 12 ÷ 365
 */
export const PRORATION_CONVENTIONS = ['actual_days', 'thirty_day_month', 'year_365'] as const;
export type ProrationConvention = (typeof PRORATION_CONVENTIONS)[number];

/** Days of one month that are charged at one monthly amount. */
export type MonthShare = { monthlyCents: Cents; days: number };

/**
 * What is owed for the dates from `from` to `to`, both counted, at a monthly rent. Whole months cost exactly the rent.
 * Each month is rounded by itself, half up, since each is a charge by itself.
 * @throws RangeError when `to` lies before `from`
 */
export function prorate(
  rent: Cents,
  from: PlainDateString,
  to: PlainDateString,
  convention: ProrationConvention,
): Cents {
  if (to < from) throw new RangeError(`Nothing to prorate from ${from} to ${to}`);
  const months = periodsBetween(periodOf(from), periodOf(to)).map((period) => {
    const days = daysInclusive(laterOf(from, firstDayOf(period)), earlierOf(to, lastDayOf(period)));
    return prorateMonth([{ monthlyCents: rent, days }], daysInPeriod(period), convention);
  });
  return sumCents(months);
}

/**
 * What one month costs when parts of it are charged at different monthly amounts (a rent step in mid-month),
 * rounded once. A month covered wholly is shared by actual days under every convention, so equal amounts always
 * give exactly the amount.
 */
export function prorateMonth(
  shares: readonly MonthShare[],
  daysInMonth: number,
  convention: ProrationConvention,
): Cents {
  const days = shares.reduce((sum, share) => sum + share.days, 0);
  if (days > daysInMonth || shares.some((share) => share.days < 0))
    throw new RangeError('More days than the month has');
  const weighted = shares.reduce((sum, share) => sum + BigInt(share.monthlyCents) * BigInt(share.days), 0n);
  if (days === daysInMonth || convention === 'actual_days') return roundHalfUp(weighted, BigInt(daysInMonth));
  if (convention === 'year_365') return roundHalfUp(weighted * 12n, 365n);
  // 30 days of a 31-day month are a whole month's rent and never more.
  return roundHalfUp(weighted, BigInt(Math.max(30, days)));
}
