import { addBankDays } from '../bank-days';
import { addDays, addMonths, daysInclusive, laterOf, type PlainDateString } from '../calendar';
import { feeByFormula, type LateFeeBasis, type LateFeeFormula, type LateFeeTerms } from '../late-fee-formula';
import { type Cents, cents, formatMoney, maxCents, minCents, percentOf } from '../money';
import { shortDate } from '../timeline-words/facts';
import { LATE_FEE_RULES, type LateFeeRule } from './late-fees';
import { type Finding, finding, isEnforceable, ruleInForce, ruleView } from './legal-rule';

/** A law's limits in one sentence. */
export function lateFeeRuleText(law: LateFeeRule): string {
  return `A late fee may be charged: ${law.graceText}; at most: ${law.capText}`;
}

/** The first date on which the law allows a fee; null where no grace is on file. */
export function earliestByLaw(law: LateFeeRule, dueOn: PlainDateString): PlainDateString | null {
  if (law.firstChargeableAfterDays === null) return null;
  const count = law.firstChargeableAfterDays;
  return law.daysAre === 'business' ? addBankDays(dueOn, count) : addDays(dueOn, count);
}

/** Where a law lets a fee grow through the rental period alone: the period begins on the due date and lasts a month. */
type LateRentPeriod = { dueOn: PlainDateString; pausedDays?: number | undefined };

/** The most that a law allows for this formula; null where there is no limit or none on file. */
export function capOf(
  law: LateFeeRule,
  formula: LateFeeFormula,
  basis: LateFeeBasis & LateRentPeriod & { unitsInBuilding?: number | undefined },
): Cents | null {
  const { cap } = law;
  const baseOf = (base: 'monthly_rent' | 'past_due_rent') =>
    base === 'monthly_rent' ? basis.monthlyRentCents : basis.pastDueRentCents;
  switch (cap.kind) {
    case 'none':
    case 'unknown':
      return null;
    case 'percent':
      return percentOf(baseOf(cap.base), cap.basisPoints);
    case 'lesser_of':
      return minCents(cap.flatCents, percentOf(baseOf(cap.base), cap.basisPoints));
    case 'greater_of':
      return maxCents(cap.flatCents, percentOf(baseOf(cap.base), cap.basisPoints));
    case 'by_building_size': {
      const small = basis.unitsInBuilding !== undefined && basis.unitsInBuilding <= cap.upToUnits;
      return percentOf(basis.monthlyRentCents, small ? cap.smallBasisPoints : cap.largeBasisPoints);
    }
    case 'choice':
      return capOfChoice(cap, formula, basis);
  }
}

/**
 * A flat amount must only be reasonable; a daily fee is held to a share of the flat one; a percentage to each five days
 * from the fifth. Both of these grow through the rental period alone.
 */
function capOfChoice(
  cap: { dailyBasisPointsOfFlat: number; basisPointsPerFiveDays: number },
  formula: LateFeeFormula,
  { daysLate, monthlyRentCents, dueOn, pausedDays = 0 }: LateFeeBasis & LateRentPeriod,
): Cents | null {
  if (formula.kind === 'flat' || formula.kind === 'tiered') return null;
  // Days that a plan paused count as if they lay in the period: in doubt the fee is the lower one.
  const mostDays = daysInclusive(dueOn, addMonths(dueOn, 1)) - 2 - pausedDays;
  const days = Math.max(0, Math.min(daysLate, mostDays));
  if (formula.kind === 'daily') {
    const perDay = percentOf(formula.firstCents, cap.dailyBasisPointsOfFlat);
    return cents(formula.firstCents + perDay * Math.max(0, days - 1));
  }
  // The first begins on the fifth day, which is four days late.
  const fiveDayPeriods = Math.max(1, Math.floor((days - 4) / 5) + 1);
  return percentOf(monthlyRentCents, cap.basisPointsPerFiveDays * fiveDayPeriods);
}

/** A late fee as a lease or a policy would have it, and the months it would be held against. */
export type LateFeeAsked = {
  state: string;
  terms: LateFeeTerms;
  /** Due dates with the rent due on them: the rule in force on each is the one that counts. All of it is past due unless said. */
  months: readonly { dueOn: PlainDateString; rentCents: Cents; pastDueRentCents?: Cents }[];
  unitsInBuilding?: number | undefined;
  /** Where the late fee stands in a request. */
  field?: string;
};

/** A fee that grows is looked at for so many days. */
const DAYS_LOOKED_AT = 62;

/**
 * What the rules in force have against a late fee: a date that comes too early, an amount above the limit on any day.
 * Each rule says each of the two once. `rules` lets a test hold a rule of its own against it.
 */
export function judgeLateFee(asked: LateFeeAsked, rules: readonly LateFeeRule[] = LATE_FEE_RULES): Finding[] {
  const found = new Map<string, Finding>();
  const seen = new Set<string>();
  for (const { dueOn, rentCents, pastDueRentCents = rentCents } of asked.months) {
    const law = ruleInForce(rules, asked.state, dueOn);
    if (law === undefined) continue;
    const key = `${law.cite}/${law.effectiveFrom}`;
    for (const [what, each] of [
      ['grace', judgeDate(asked, law, dueOn)],
      [
        'cap',
        seen.has(`${key}/${rentCents}`)
          ? null
          : judgeAmount(asked, law, dueOn, { monthlyRentCents: rentCents, pastDueRentCents }),
      ],
    ] as const) {
      if (each !== null && !found.has(`${key}/${what}`)) found.set(`${key}/${what}`, each);
    }
    seen.add(`${key}/${rentCents}`);
  }
  return [...found.values()];
}

function judgeDate({ terms, field }: LateFeeAsked, law: LateFeeRule, dueOn: PlainDateString): Finding | null {
  const byLease = addDays(dueOn, terms.graceDays + 1);
  const byLaw = earliestByLaw(law, dueOn);
  if (byLaw === null || byLease >= byLaw) return null;
  const message = `Rent due on ${shortDate(dueOn)} would bear a late fee from ${shortDate(byLease)}; ${law.cite} allows it only from ${shortDate(byLaw)}.`;
  const view = ruleView('late_fee_first_date', lateFeeRuleText(law), law);
  return finding(`${field ?? 'terms.late_fee'}.grace_days`, message, view, law);
}

function judgeAmount(
  asked: LateFeeAsked,
  law: LateFeeRule,
  dueOn: PlainDateString,
  rent: { monthlyRentCents: Cents; pastDueRentCents: Cents },
): Finding | null {
  const field = `${asked.field ?? 'terms.late_fee'}.formula`;
  const view = ruleView('late_fee_limit', lateFeeRuleText(law), law);
  if (law.cap.kind === 'unknown') {
    return finding(field, `${law.cite} limits late fees; the limit is not on file.`, view, {
      ...law,
      confidence: isEnforceable(law) ? 'secondary' : law.confidence,
    });
  }
  const { formula, graceDays } = asked.terms;
  const first = laterOf(addDays(dueOn, graceDays + 1), earliestByLaw(law, dueOn) ?? dueOn);
  const firstLate = daysInclusive(dueOn, first) - 1;
  for (let daysLate = firstLate; daysLate < firstLate + DAYS_LOOKED_AT; daysLate += 1) {
    const basis = { ...rent, daysLate };
    const wanted = feeByFormula(formula, basis);
    const cap = capOf(law, formula, { ...basis, dueOn, unitsInBuilding: asked.unitsInBuilding });
    if (cap === null || wanted <= cap) continue;
    const when = daysLate === firstLate ? '' : ` ${daysLate} days late`;
    const message = `A late fee of ${formatMoney(wanted)}${when} on a rent of ${formatMoney(rent.monthlyRentCents)} is above the ${formatMoney(cap)} of ${law.cite}.`;
    return finding(field, message, view, law);
  }
  return null;
}
