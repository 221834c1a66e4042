import type { DueDatePolicy } from './bank-days';
import {
  addDays,
  daysInclusive,
  earlierOf,
  firstDayOf,
  lastDayOf,
  laterOf,
  type Period,
  type PlainDateString,
} from './calendar';
import type { RecurringKind } from './charge-kinds';
import type { Cents } from './money';
import type { MonthShare, ProrationConvention } from './proration';

/** A monthly charge beside rent, such as parking. Without dates it runs as long as the lease. */
export type RecurringCharge = {
  kind: RecurringKind;
  label: string;
  amountCents: Cents;
  startsOn?: PlainDateString | undefined;
  endsOn?: PlainDateString | undefined;
};

/** From this date on, this is the rent. */
export type RentStep = { effectiveOn: PlainDateString; rentCents: Cents };

/** What is taken off rent for the days from `startsOn` to `endsOn`, both counted: so much a month, or a share of it. */
export type Concession = { label: string; startsOn: PlainDateString; endsOn: PlainDateString } & (
  | { kind: 'amount'; monthlyCents: Cents }
  | { kind: 'percent'; basisPoints: number }
);

/** Once so much off the rents that fall due by `expiresOn`, the earliest first; what is left of it then is gone. */
export type RentCredit = {
  label: string;
  amountCents: Cents;
  startsOn?: PlainDateString | undefined;
  expiresOn: PlainDateString;
};

/** What a lease says about money. `endsOn` null is month to month. Both end dates are lived in and charged. */
export type RentTerms = {
  rentCents: Cents;
  dueDay: number;
  startsOn: PlainDateString;
  endsOn: PlainDateString | null;
  prorationConvention: ProrationConvention;
  recurring: readonly RecurringCharge[];
  rentSteps: readonly RentStep[];
  depositCents: Cents;
  dueDateMoves?: DueDatePolicy | undefined;
  concessions?: readonly Concession[] | undefined;
  credits?: readonly RentCredit[] | undefined;
};

/** A due date, and the date it would have been had the lease not moved it. */
export type DueDate = { on: PlainDateString; nominal: PlainDateString };

/** Days from one date to another, both counted. */
export type Span = { from: PlainDateString; to: PlainDateString };

/** The rent in force on a date: the last step on or before it, else the lease's rent. */
export function rentOn(terms: Pick<RentTerms, 'rentCents' | 'rentSteps'>, date: PlainDateString): Cents {
  let latest: RentStep | undefined;
  for (const step of terms.rentSteps) {
    if (step.effectiveOn <= date && (latest === undefined || step.effectiveOn >= latest.effectiveOn)) latest = step;
  }
  return latest?.rentCents ?? terms.rentCents;
}

/** The part of a month that the lease covers; null where it covers none. */
export function spanIn(terms: Pick<RentTerms, 'startsOn' | 'endsOn'>, period: Period): Span | null {
  return overlapOf(
    { from: terms.startsOn, to: terms.endsOn ?? lastDayOf(period) },
    { from: firstDayOf(period), to: lastDayOf(period) },
  );
}

/** The days that two spans share; null where there are none. */
export function overlapOf(a: Span, b: Span): Span | null {
  const from = laterOf(a.from, b.from);
  const to = earlierOf(a.to, b.to);
  return to < from ? null : { from, to };
}

/** The days of a span cut where the rent steps. */
export function rentShares(terms: RentTerms, span: Span): MonthShare[] {
  const starts = terms.rentSteps
    .map((step) => step.effectiveOn)
    .filter((date) => date > span.from && date <= span.to && rentOn(terms, date) !== rentOn(terms, addDays(date, -1)));
  const cuts = [span.from, ...new Set([...starts].sort())];
  return cuts.map((from, index) => {
    const next = cuts[index + 1];
    const to = next === undefined ? span.to : addDays(next, -1);
    return { monthlyCents: rentOn(terms, from), days: daysInclusive(from, to) };
  });
}
