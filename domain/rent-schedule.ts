import { type DueDatePolicy, moveDueDate } from './bank-days';
import {
  addDays,
  daysInclusive,
  daysInPeriod,
  dueDateIn,
  earlierOf,
  firstDayOf,
  lastDayOf,
  laterOf,
  type Period,
  type PlainDateString,
  periodOf,
  periodsBetween,
} from './calendar';
import { CHARGE_KINDS, type ChargeKind, type RecurringKind } from './charge-kinds';
import type { Cents } from './money';
import { type MonthShare, type ProrationConvention, prorateMonth } from './proration';

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
};

/** How an amount was computed, stored with the charge so that anyone can ask why. */
export type ChargeRule = { name: 'full_month' | 'prorated' | 'rent_step' | 'deposit'; text: string };

/** A charge that the terms call for. One row per lease, period, kind and item: a second run posts nothing. */
export type PlannedCharge = {
  kind: ChargeKind;
  /** Which recurring charge, since a lease may have two of a kind; empty for rent and deposit. */
  item: string;
  label: string;
  amountCents: Cents;
  period: Period;
  dueOn: PlainDateString;
  coversFrom: PlainDateString | null;
  coversTo: PlainDateString | null;
  rule: ChargeRule;
};

type Span = { from: PlainDateString; to: PlainDateString };

/** The rent in force on a date: the last step on or before it, else the lease's rent. */
export function rentOn(terms: RentTerms, date: PlainDateString): Cents {
  let latest: RentStep | undefined;
  for (const step of terms.rentSteps) {
    if (step.effectiveOn <= date && (latest === undefined || step.effectiveOn >= latest.effectiveOn)) latest = step;
  }
  return latest?.rentCents ?? terms.rentCents;
}

/** What is due before the keys: the deposit, and rent and recurring charges of the first month, due on the first day. */
export function moveInCharges(terms: RentTerms): PlannedCharge[] {
  const period = periodOf(terms.startsOn);
  const deposit: PlannedCharge = {
    kind: 'deposit',
    item: '',
    label: CHARGE_KINDS.deposit.label,
    amountCents: terms.depositCents,
    period,
    dueOn: terms.startsOn,
    coversFrom: null,
    coversTo: null,
    rule: { name: 'deposit', text: 'Security deposit by the lease, held for the tenant' },
  };
  const firstMonth = chargesOfMonth(terms, period, terms.startsOn);
  return terms.depositCents > 0 ? [deposit, ...firstMonth] : firstMonth;
}

/**
 * What the monthly run posts for a period: rent and recurring charges, prorated at the lease's end and where
 * a step or a recurring charge starts in mid-month. Nothing for the first period, whose charges are move-in charges,
 * and nothing outside the lease.
 */
export function chargesForPeriod(terms: RentTerms, period: Period): PlannedCharge[] {
  if (period === periodOf(terms.startsOn)) return [];
  const span = spanIn(terms, period);
  if (!span) return [];
  const nominal = moveDueDate(dueDateIn(period, terms.dueDay), terms.dueDateMoves ?? 'stands');
  // A last month that ends before the due day is due while the tenant still lives there.
  return chargesOfMonth(terms, period, earlierOf(nominal, span.to));
}

/**
 * Every charge of the lease in order: move-in, then each period.
 * @param through the last period wanted; a month-to-month lease needs one
 * @throws RangeError when neither the lease nor the caller names an end
 */
export function scheduleOf(terms: RentTerms, through?: Period): PlannedCharge[] {
  const last = terms.endsOn === null ? through : periodOf(terms.endsOn);
  if (last === undefined) throw new RangeError('A month-to-month lease has no last period: name one');
  const end = through !== undefined && through < last ? through : last;
  const periods = periodsBetween(periodOf(terms.startsOn), end);
  return [...moveInCharges(terms), ...periods.flatMap((period) => chargesForPeriod(terms, period))];
}

function chargesOfMonth(terms: RentTerms, period: Period, dueOn: PlainDateString): PlannedCharge[] {
  const span = spanIn(terms, period);
  if (!span) return [];
  const convention = terms.prorationConvention;
  const rent = planned('rent', '', CHARGE_KINDS.rent.label, period, dueOn, span, rentShares(terms, span), convention);
  const recurring = terms.recurring.flatMap((charge, index) => {
    const from = laterOf(span.from, charge.startsOn ?? span.from);
    const to = earlierOf(span.to, charge.endsOn ?? span.to);
    if (to < from) return [];
    const shares = [{ monthlyCents: charge.amountCents, days: daysInclusive(from, to) }];
    const item = itemOf(terms.recurring, index);
    return [planned(charge.kind, item, charge.label, period, dueOn, { from, to }, shares, convention)];
  });
  return [rent, ...recurring].filter((charge) => charge.amountCents > 0);
}

function planned(
  kind: ChargeKind,
  item: string,
  label: string,
  period: Period,
  dueOn: PlainDateString,
  span: Span,
  shares: readonly MonthShare[],
  convention: ProrationConvention,
): PlannedCharge {
  const amountCents = prorateMonth(shares, daysInPeriod(period), convention);
  const rule = ruleOf(period, span, shares, convention);
  return { kind, item, label, amountCents, period, dueOn, coversFrom: span.from, coversTo: span.to, rule };
}

function ruleOf(
  period: Period,
  span: Span,
  shares: readonly MonthShare[],
  convention: ProrationConvention,
): ChargeRule {
  const days = daysInclusive(span.from, span.to);
  const whole = days === daysInPeriod(period);
  if (shares.length > 1) {
    const parts = shares.map((share) => `${share.days} days at ${(share.monthlyCents / 100).toFixed(2)}`).join(', ');
    return { name: 'rent_step', text: `The rent changes within the month: ${parts}` };
  }
  if (whole) return { name: 'full_month', text: 'A whole month' };
  const per = {
    actual_days: `of the month's ${daysInPeriod(period)}`,
    thirty_day_month: 'of a 30-day month',
    year_365: 'of a 365-day year',
  };
  return { name: 'prorated', text: `${days} days, ${span.from} to ${span.to}, ${per[convention]}; both dates count` };
}

/** The part of a month that the lease covers. */
function spanIn(terms: RentTerms, period: Period): Span | null {
  const from = laterOf(terms.startsOn, firstDayOf(period));
  const to = earlierOf(terms.endsOn ?? lastDayOf(period), lastDayOf(period));
  return to < from ? null : { from, to };
}

/** The dates of a span cut where the rent steps. */
function rentShares(terms: RentTerms, span: Span): MonthShare[] {
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

/** A name for a recurring charge that stays the same while the lease's other charges change around it. */
function itemOf(recurring: readonly RecurringCharge[], index: number): string {
  const own = recurring[index];
  if (!own) throw new RangeError(`No recurring charge at ${index}`);
  const earlierTwins = recurring
    .slice(0, index)
    .filter((charge) => charge.kind === own.kind && charge.label === own.label);
  return earlierTwins.length === 0 ? own.label : `${own.label} ${earlierTwins.length + 1}`;
}
