import { moveDueDate } from './bank-days';
import {
  daysInclusive,
  daysInPeriod,
  dueDateIn,
  earlierOf,
  laterOf,
  type Period,
  type PlainDateString,
  periodOf,
  periodsBetween,
} from './calendar';
import { CHARGE_KINDS, type ChargeKind } from './charge-kinds';
import { ruleOfDeposit, ruleOfMonth, type ScheduleRule } from './charge-rules';
import type { Cents } from './money';
import { prorateMonth } from './proration';
import { creditsTaken, netOf, type Reduction, rentOfMonth } from './rent-concessions';
import { type DueDate, overlapOf, type RecurringCharge, type RentTerms, type Span, spanIn } from './rent-terms';

export {
  type RentTerms,
  rentOn,
} from './rent-terms';

/** How an amount was computed, stored with the charge so that anyone can ask why. */
export type ChargeRule = ScheduleRule;

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
    rule: ruleOfDeposit(terms.depositCents),
  };
  const firstMonth = chargesOfMonth(terms, period);
  return terms.depositCents > 0 ? [deposit, ...firstMonth] : firstMonth;
}

/**
 * What the monthly run posts for a period: rent and recurring charges, prorated at the lease's end and where
 * a step or a recurring charge starts in mid-month. Nothing for the first period, whose charges are move-in charges,
 * and nothing outside the lease.
 */
export function chargesForPeriod(terms: RentTerms, period: Period): PlannedCharge[] {
  return period === periodOf(terms.startsOn) ? [] : chargesOfMonth(terms, period);
}

/**
 * Every charge of the lease in order: move-in, then each period.
 * @param through the last period wanted; a month-to-month lease needs one
 * @throws RangeError when neither the lease nor the caller names an end
 */
export function scheduleOf(terms: RentTerms, through?: Period): PlannedCharge[] {
  return [...moveInCharges(terms), ...periodsOf(terms, through).flatMap((period) => chargesForPeriod(terms, period))];
}

/** Months whose rent concessions and credits take off wholly: nothing is charged, and somebody will ask why. */
export function freeMonthsOf(terms: RentTerms, through?: Period): { period: Period; text: string }[] {
  return periodsOf(terms, through).flatMap((period) => {
    const span = spanIn(terms, period);
    if (span === null) return [];
    const { grossCents, reductions } = rentDue(terms, period, span);
    if (netOf(grossCents, reductions) > 0 || grossCents === 0) return [];
    return [{ period, text: reductions.map(({ label }) => label).join(', ') }];
  });
}

function periodsOf(terms: RentTerms, through?: Period): Period[] {
  const last = terms.endsOn === null ? through : periodOf(terms.endsOn);
  if (last === undefined) throw new RangeError('A month-to-month lease has no last period: name one');
  return periodsBetween(periodOf(terms.startsOn), through !== undefined && through < last ? through : last);
}

function chargesOfMonth(terms: RentTerms, period: Period): PlannedCharge[] {
  const span = spanIn(terms, period);
  if (!span) return [];
  const charges = [
    rentCharge(terms, period, span),
    ...terms.recurring.flatMap((charge, index) => recurringCharge(terms, period, span, charge, index)),
  ];
  return charges.filter((charge) => charge.amountCents > 0);
}

/** When a month's charges are due: the first month's with the keys, a last month's while the tenant still lives there. */
function dueIn(terms: RentTerms, period: Period): DueDate {
  if (period === periodOf(terms.startsOn)) return { on: terms.startsOn, nominal: terms.startsOn };
  const day = dueDateIn(period, terms.dueDay);
  const withinLease = (date: PlainDateString) =>
    laterOf(terms.startsOn, terms.endsOn === null ? date : earlierOf(date, terms.endsOn));
  return { on: withinLease(moveDueDate(day, terms.dueDateMoves ?? 'stands')), nominal: withinLease(day) };
}

function rentCharge(terms: RentTerms, period: Period, span: Span): PlannedCharge {
  const { shares, grossCents, reductions, due } = rentDue(terms, period, span);
  const amountCents = netOf(grossCents, reductions);
  const convention = terms.prorationConvention;
  const rule = ruleOfMonth({ period, span, shares, convention, due, grossCents, reductions });
  const { label } = CHARGE_KINDS.rent;
  const covers = { coversFrom: span.from, coversTo: span.to };
  return { kind: 'rent', item: '', label, amountCents, period, dueOn: due.on, ...covers, rule };
}

/** A month's rent with what concessions and credits take off it. */
function rentDue(terms: RentTerms, period: Period, span: Span) {
  const month = rentOfMonth(terms, period, span);
  const due = dueIn(terms, period);
  const credits = terms.credits ?? [];
  const taken = credits.length === 0 ? [] : creditsTaken(credits, rentsUntil(terms, period));
  const reductions: Reduction[] = [...month.concessions, ...taken];
  return { ...month, due, reductions };
}

/** The rents from the lease's beginning to a period: credits go to the earliest. */
function rentsUntil(terms: RentTerms, period: Period) {
  return periodsBetween(periodOf(terms.startsOn), period).flatMap((each) => {
    const span = spanIn(terms, each);
    if (span === null) return [];
    const { grossCents, concessions } = rentOfMonth(terms, each, span);
    return [{ dueOn: dueIn(terms, each).on, netCents: netOf(grossCents, concessions) }];
  });
}

function recurringCharge(
  terms: RentTerms,
  period: Period,
  month: Span,
  charge: RecurringCharge,
  index: number,
): PlannedCharge[] {
  const span = overlapOf(month, { from: charge.startsOn ?? month.from, to: charge.endsOn ?? month.to });
  if (span === null) return [];
  const convention = terms.prorationConvention;
  const shares = [{ monthlyCents: charge.amountCents, days: daysInclusive(span.from, span.to) }];
  const amountCents = prorateMonth(shares, daysInPeriod(period), convention);
  const due = dueIn(terms, period);
  const rule = ruleOfMonth({ period, span, shares, convention, due, grossCents: amountCents, reductions: [] });
  const { kind, label } = charge;
  const item = itemOf(terms.recurring, index);
  const covers = { coversFrom: span.from, coversTo: span.to };
  return [{ kind, item, label, amountCents, period, dueOn: due.on, ...covers, rule }];
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
