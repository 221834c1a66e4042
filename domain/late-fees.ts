import type { Confidence } from './ach-returns';
import { addDays, daysInclusive, laterOf, type PlainDateString, periodOf } from './calendar';
import { capOf, earliestByLaw, lateFeeRuleText } from './jurisdictions/late-fee-limits';
import { LATE_FEE_RULES, type LateFeeRule } from './jurisdictions/late-fees';
import { isEnforceable, ruleInForce, startOnFile, unverifiedWarning } from './jurisdictions/legal-rule';
import { feeByFormula, formulaText, type LateFeeFormula, type LateFeeTerms } from './late-fee-formula';
import { type Cents, formatMoney, minCents, ZERO_CENTS } from './money';

export type { LateFeeFormula, LateFeeTerms } from './late-fee-formula';

/** The rent that is late. Only rent counts: a fee never bears a fee. */
export type LateRent = {
  state: string;
  dueOn: PlainDateString;
  today: PlainDateString;
  pastDueRentCents: Cents;
  monthlyRentCents: Cents;
  /** Units in the building, where a law asks; unknown counts as a large building. */
  unitsInBuilding?: number | undefined;
  /** Days since the due date in which a payment plan paused the fee: a fee that grows does not count them. */
  pausedDays?: number | undefined;
};

/** What a late fee was computed from, as stored with it. */
export type LateFeeInputs = {
  state: string;
  due_on: string;
  first_chargeable_on: string;
  on: string;
  days_late: number;
  /** Not among them: days in which a payment plan ran. */
  paused_days?: number;
  grace_days: number;
  formula: LateFeeFormula;
  monthly_rent_cents: number;
  past_due_rent_cents: number;
  units_in_building: number | null;
  wanted_cents: number;
  /** The enforced limit; null where none applies. */
  cap_cents: number | null;
};

/** The rule by which a late fee is charged, as stored with it. `cite` is null where only the lease speaks. */
export type LateFeeRuleUsed = {
  name: 'late_fee_by_lease' | 'late_fee_by_law';
  text: string;
  source: string;
  cite: string | null;
  confidence: Confidence | 'lease';
  effective_from: string | null;
  verified_on: string | null;
  inputs: LateFeeInputs;
};

/** The fee, the date from which it may be charged (stored with it), and why. */
export type LateFeeResult = {
  firstChargeableOn: PlainDateString;
  /** Zero before that date, and where nothing is late. */
  amountCents: Cents;
  rule: LateFeeRuleUsed;
  warnings: string[];
};

/**
 * Whether rent may bear a late fee at all: the move-in month's may not. It is asked for before the keys are handed over,
 * and a lease for which it never comes does not begin.
 */
export function mayBearLateFee(
  lease: { startsOn: PlainDateString },
  rent: { period: string; dueOn: PlainDateString },
): boolean {
  // By its month: where due dates move to the bank day before, the second month's rent may be due in the first.
  return rent.period > periodOf(lease.startsOn) && rent.dueOn > lease.startsOn;
}

/**
 * Marks how a charge came to be as charged after its due date: a lease signed after its first month, months of which
 * nobody was asked. Rent that was asked for only after it was due bears no late fee: a fee is for paying late what one
 * could have paid in time, and no rule on file allows one for anything else.
 */
export function chargedLate<R extends object>(rule: R, on: PlainDateString): R & { charged_late_on: PlainDateString } {
  return { ...rule, charged_late_on: on };
}

/** Whether a charge was there by its due date, by what is stored of how it came to be. */
export function wasChargedInTime(rule: unknown): boolean {
  return typeof rule !== 'object' || rule === null || !('charged_late_on' in rule);
}

/**
 * The late fee of one month's rent as of a day. A rule whose text was read or quoted is the limit; any other rule
 * on file only warns where the lease goes beyond it. The rule is the one in force on the due date.
 * @returns the whole fee to date; a daily fee grows, and the caller posts the difference
 */
export function lateFeeFor(terms: LateFeeTerms, late: LateRent): LateFeeResult {
  const law = ruleInForce(LATE_FEE_RULES, late.state, late.dueOn);
  const byLease = addDays(late.dueOn, terms.graceDays + 1);
  const byLaw = law ? earliestByLaw(law, late.dueOn) : null;
  const enforced = law !== undefined && isEnforceable(law) ? law : undefined;
  const firstChargeableOn = enforced && byLaw ? laterOf(byLease, byLaw) : byLease;
  const basis = { ...late, daysLate: daysLate(late) };
  const wanted = feeByFormula(terms.formula, basis);
  const cap = law ? capOf(law, terms.formula, basis) : null;
  const enforcedCap = enforced ? cap : null;
  const isDue = late.today >= firstChargeableOn && late.pastDueRentCents > 0;
  const allowed = enforcedCap === null ? wanted : minCents(wanted, enforcedCap);
  const amountCents = isDue ? allowed : ZERO_CENTS;
  const inputs = inputsOf(terms, late, { firstChargeableOn, wanted, cap: enforcedCap });
  const rule = ruleOf(enforced, inputs, isDue && allowed < wanted);
  const warnings = law && !enforced ? warningsOf(law, { byLease, byLaw, wanted, cap }) : [];
  return { firstChargeableOn, amountCents, rule, warnings };
}

/** A growing fee is looked at so many days ahead. */
const DAYS_AHEAD = 120;

/**
 * The next day on which more may be charged than stands already, should the rent stay as late as it is: the first
 * chargeable date, then each step of a fee that grows. Null where nothing more comes.
 */
export function nextLateFeeOn(terms: LateFeeTerms, late: LateRent, postedCents: Cents): PlainDateString | null {
  for (let ahead = 1; ahead <= DAYS_AHEAD; ahead += 1) {
    const today = addDays(late.today, ahead);
    if (lateFeeFor(terms, { ...late, today }).amountCents > postedCents) return today;
  }
  return null;
}

/** A fee already posted must go when a payment that took effect before the fee's first date covers the rent after all. */
export function isFeeUndoneBy(firstChargeableOn: PlainDateString, rentPaidInFullOn: PlainDateString): boolean {
  return rentPaidInFullOn < firstChargeableOn;
}

/** Days since the due date, one on the day after, less those that a payment plan paused. */
function daysLate({ dueOn, today, pausedDays = 0 }: LateRent): number {
  return today <= dueOn ? 0 : Math.max(0, daysInclusive(dueOn, today) - 1 - pausedDays);
}

function inputsOf(
  { graceDays, formula }: LateFeeTerms,
  late: LateRent,
  { firstChargeableOn, wanted, cap }: { firstChargeableOn: string; wanted: Cents; cap: Cents | null },
): LateFeeInputs {
  return {
    state: late.state,
    due_on: late.dueOn,
    first_chargeable_on: firstChargeableOn,
    on: late.today,
    days_late: daysLate(late),
    ...(late.pausedDays ? { paused_days: late.pausedDays } : {}),
    grace_days: graceDays,
    formula,
    monthly_rent_cents: late.monthlyRentCents,
    past_due_rent_cents: late.pastDueRentCents,
    units_in_building: late.unitsInBuilding ?? null,
    wanted_cents: wanted,
    cap_cents: cap,
  };
}

function ruleOf(law: LateFeeRule | undefined, inputs: LateFeeInputs, capped: boolean): LateFeeRuleUsed {
  const lease = formulaText(inputs.formula);
  if (law === undefined) {
    const nobody = { cite: null, effective_from: null, verified_on: null };
    return { name: 'late_fee_by_lease', text: lease, source: 'the lease', confidence: 'lease', ...nobody, inputs };
  }
  return {
    name: 'late_fee_by_law',
    text: capped
      ? `${lease}, limited in ${inputs.state} to ${law.capText}`
      : `${lease}; in ${inputs.state} ${law.capText}`,
    source: law.cite,
    cite: law.cite,
    confidence: law.confidence,
    effective_from: startOnFile(law),
    verified_on: law.verifiedOn,
    inputs,
  };
}

function warningsOf(
  law: LateFeeRule,
  fee: { byLease: PlainDateString; byLaw: PlainDateString | null; wanted: Cents; cap: Cents | null },
): string[] {
  const warnings: string[] = [];
  if (fee.byLaw !== null && fee.byLease < fee.byLaw) {
    warnings.push(
      `The lease charges from ${fee.byLease}; ${law.cite} seems to allow it only from ${fee.byLaw} (${law.graceText}).`,
    );
  }
  if (fee.cap !== null && fee.wanted > fee.cap) {
    warnings.push(
      `${formatMoney(fee.wanted)} is above what ${law.cite} seems to allow, ${formatMoney(fee.cap)} (${law.capText}).`,
    );
  }
  if (law.cap.kind === 'unknown') warnings.push(`${lateFeeRuleText(law)}: the limit is not on file.`);
  return warnings.length > 0 ? [...warnings, unverifiedWarning(law)] : [];
}
