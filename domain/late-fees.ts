import type { Confidence } from './ach-returns';
import { addBankDays } from './bank-days';
import { addDays, daysInclusive, laterOf, type PlainDateString } from './calendar';
import { LATE_FEE_RULES, type LateFeeRule } from './jurisdictions/late-fees';
import { isEnforceable, isInForce, unverifiedWarning } from './jurisdictions/legal-rule';
import { type Cents, cents, formatMoney, maxCents, minCents, percentOf, ZERO_CENTS } from './money';

/** How a lease computes its late fee. */
export type LateFeeFormula =
  | { kind: 'flat'; amountCents: Cents }
  | { kind: 'percent'; basisPoints: number; of: 'monthly_rent' | 'past_due_rent' }
  | { kind: 'daily'; firstCents: Cents; perDayCents: Cents; maxCents: Cents }
  /** The amount of the last tier whose day (days late, from 1) has come. */
  | { kind: 'tiered'; tiers: readonly { fromDaysLate: number; amountCents: Cents }[] };

/** What a lease says about late fees. Rent due on the 1st with 5 grace days may bear a fee from the 7th. */
export type LateFeeTerms = { graceDays: number; formula: LateFeeFormula };

/** The rent that is late. Only rent counts: a fee never bears a fee. */
export type LateRent = {
  state: string;
  dueOn: PlainDateString;
  today: PlainDateString;
  pastDueRentCents: Cents;
  monthlyRentCents: Cents;
  /** Units in the building, where a law asks; unknown counts as a large building. */
  unitsInBuilding?: number | undefined;
};

/** The fee, the date from which it may be charged (stored with it), and why. */
export type LateFeeResult = {
  firstChargeableOn: PlainDateString;
  /** Zero before that date, and where nothing is late. */
  amountCents: Cents;
  rule: { name: string; text: string; source: string; confidence: Confidence | 'lease' };
  warnings: string[];
};

/**
 * The late fee of one month's rent as of a day. A rule whose text was read or quoted is the limit; any other rule
 * on file only warns where the lease goes beyond it. The rule is the one in force on the due date.
 * @returns the whole fee to date; a daily fee grows, and the caller posts the difference
 */
export function lateFeeFor(terms: LateFeeTerms, late: LateRent): LateFeeResult {
  const law = LATE_FEE_RULES.find((rule) => rule.state === late.state && isInForce(rule, late.dueOn));
  const byLease = addDays(late.dueOn, terms.graceDays + 1);
  const byLaw = law ? earliestByLaw(law, late.dueOn) : null;
  const enforced = law !== undefined && isEnforceable(law);
  const firstChargeableOn = enforced && byLaw ? laterOf(byLease, byLaw) : byLease;
  const warnings = law && !enforced ? warningsOf(law, terms, late, byLease, byLaw) : [];
  const isDue = late.today >= firstChargeableOn && late.pastDueRentCents > 0;
  if (!isDue) return { firstChargeableOn, amountCents: ZERO_CENTS, rule: ruleOf(terms, late, law, false), warnings };
  const wanted = byFormula(terms.formula, late);
  const cap = enforced ? capOf(law, terms.formula, late) : null;
  const amountCents = cap === null ? wanted : minCents(wanted, cap);
  return { firstChargeableOn, amountCents, rule: ruleOf(terms, late, law, amountCents < wanted), warnings };
}

/** A fee already posted must go when a payment that took effect before the fee's first date covers the rent after all. */
export function isFeeUndoneBy(firstChargeableOn: PlainDateString, rentPaidInFullOn: PlainDateString): boolean {
  return rentPaidInFullOn < firstChargeableOn;
}

/** The most that a state allows for this formula; null where there is no limit or none on file. */
function capOf(law: LateFeeRule, formula: LateFeeFormula, late: LateRent): Cents | null {
  const { cap } = law;
  const baseOf = (base: 'monthly_rent' | 'past_due_rent') =>
    base === 'monthly_rent' ? late.monthlyRentCents : late.pastDueRentCents;
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
      const small = late.unitsInBuilding !== undefined && late.unitsInBuilding <= cap.upToUnits;
      return percentOf(late.monthlyRentCents, small ? cap.smallBasisPoints : cap.largeBasisPoints);
    }
    case 'choice':
      return capOfChoice(cap, formula, late);
  }
}

/** A flat amount must only be reasonable; a daily fee is held to a share of the flat one; a percentage to each five days. */
function capOfChoice(
  cap: { dailyBasisPointsOfFlat: number; basisPointsPerFiveDays: number },
  formula: LateFeeFormula,
  late: LateRent,
): Cents | null {
  if (formula.kind === 'flat' || formula.kind === 'tiered') return null;
  if (formula.kind === 'daily') {
    const perDay = percentOf(formula.firstCents, cap.dailyBasisPointsOfFlat);
    return cents(formula.firstCents + perDay * Math.max(0, daysLate(late) - 1));
  }
  const fiveDayPeriods = Math.max(1, Math.ceil(daysLate(late) / 5));
  return percentOf(late.monthlyRentCents, cap.basisPointsPerFiveDays * fiveDayPeriods);
}

function byFormula(formula: LateFeeFormula, late: LateRent): Cents {
  switch (formula.kind) {
    case 'flat':
      return formula.amountCents;
    case 'percent': {
      const base = formula.of === 'monthly_rent' ? late.monthlyRentCents : late.pastDueRentCents;
      return percentOf(base, formula.basisPoints);
    }
    case 'daily': {
      const days = Math.max(0, daysLate(late) - 1);
      return minCents(formula.maxCents, cents(formula.firstCents + formula.perDayCents * days));
    }
    case 'tiered': {
      const reached = formula.tiers.filter((tier) => tier.fromDaysLate <= daysLate(late));
      return reached.reduce((most, tier) => maxCents(most, tier.amountCents), ZERO_CENTS);
    }
  }
}

function earliestByLaw(law: LateFeeRule, dueOn: PlainDateString): PlainDateString | null {
  if (law.firstChargeableAfterDays === null) return null;
  const count = law.firstChargeableAfterDays;
  return law.daysAre === 'business' ? addBankDays(dueOn, count) : addDays(dueOn, count);
}

/** Days since the due date: one on the day after. */
function daysLate(late: LateRent): number {
  return Math.max(0, daysInclusive(late.dueOn, late.today) - 1);
}

function warningsOf(
  law: LateFeeRule,
  terms: LateFeeTerms,
  late: LateRent,
  byLease: PlainDateString,
  byLaw: PlainDateString | null,
): string[] {
  const warnings: string[] = [];
  if (byLaw !== null && byLease < byLaw) {
    warnings.push(
      `The lease charges from ${byLease}; ${law.cite} seems to allow it only from ${byLaw} (${law.graceText}).`,
    );
  }
  const cap = capOf(law, terms.formula, late);
  const wanted = byFormula(terms.formula, late);
  if (cap !== null && wanted > cap) {
    warnings.push(
      `${formatMoney(wanted)} is above what ${law.cite} seems to allow, ${formatMoney(cap)} (${law.capText}).`,
    );
  }
  if (law.cap.kind === 'unknown') warnings.push(`${law.cite} limits this fee; the limit is not on file.`);
  return warnings.length > 0 ? [...warnings, unverifiedWarning(law)] : [];
}

function ruleOf(
  terms: LateFeeTerms,
  late: LateRent,
  law: LateFeeRule | undefined,
  capped: boolean,
): LateFeeResult['rule'] {
  const lease = formulaText(terms.formula);
  if (!law || !isEnforceable(law)) {
    return { name: 'late_fee_by_lease', text: lease, source: 'the lease', confidence: 'lease' };
  }
  const text = capped
    ? `${lease}, limited in ${late.state} to ${law.capText}`
    : `${lease}; in ${late.state} ${law.capText}`;
  return { name: 'late_fee_by_law', text, source: law.cite, confidence: law.confidence };
}

function formulaText(formula: LateFeeFormula): string {
  switch (formula.kind) {
    case 'flat':
      return `${formatMoney(formula.amountCents)} by the lease`;
    case 'percent':
      return `${formula.basisPoints / 100}% of the ${formula.of === 'monthly_rent' ? 'rent' : 'rent past due'} by the lease`;
    case 'daily':
      return `${formatMoney(formula.firstCents)} and ${formatMoney(formula.perDayCents)} a day, at most ${formatMoney(formula.maxCents)}, by the lease`;
    case 'tiered':
      return 'by the steps in the lease';
  }
}
