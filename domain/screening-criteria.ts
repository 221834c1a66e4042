import { type Cents, formatMoney, percentOf } from './money';

/**
 * A landlord's written criteria, applied to every application the same way. A version never changes once used;
 * a decision stores which version it was made under.
 */
export type ScreeningCriteria = {
  version: number;
  /** Household income as basis points of rent: 30000 is three times the rent. */
  incomeToRentBasisPoints: number;
  /** From here up to the full ratio a co-signer or higher deposit may help. */
  conditionalIncomeToRentBasisPoints: number;
  /** What a report that isn't clear leads to. Denial is for a person to decide, case by case. */
  onConsider: 'review' | 'conditional';
  /** Evictions within the look-back that still pass; more go to a person. */
  mostEvictions: number;
  onEvictions: 'review' | 'conditional' | 'deny';
  /** Null: credit scores aren't used. */
  minimumCreditScore: number | null;
  onLowScore: 'review' | 'conditional' | 'deny';
  mostPets: number;
  onPets: 'conditional' | 'deny';
};

/** The criteria that a new organization starts with. */
export const DEFAULT_CRITERIA: ScreeningCriteria = {
  version: 1,
  incomeToRentBasisPoints: 30_000,
  conditionalIncomeToRentBasisPoints: 20_000,
  onConsider: 'review',
  mostEvictions: 0,
  onEvictions: 'review',
  minimumCreditScore: null,
  onLowScore: 'conditional',
  mostPets: 2,
  onPets: 'conditional',
};

/** One adult's background check. */
export type ScreeningFact = {
  name: string;
  status: 'pending' | 'complete' | 'disputed' | 'canceled' | 'expired';
  result: 'clear' | 'consider' | null;
  assessment: 'eligible' | 'review' | 'escalated' | null;
  evictions?: number | null | undefined;
  creditScore?: number | null | undefined;
};

/** What is known of a household. Assistance animals are not pets and must not be counted. */
export type ApplicationFacts = {
  householdMonthlyIncomeCents: Cents | null;
  monthlyRentCents: Cents;
  screenings: readonly ScreeningFact[];
  pets: number;
  hasGuarantor: boolean;
};

export type Recommendation = 'approve' | 'conditional' | 'deny' | 'review';
export type CriterionName = 'income' | 'screening' | 'evictions' | 'credit_score' | 'pets';

/** How one criterion came out, in words for the decision page and the stored decision. */
export type CriterionReason = {
  criterion: CriterionName;
  outcome: Recommendation;
  text: string;
  /** Whether a consumer report was behind it: then a refusal or condition needs an adverse-action notice. */
  fromReport: boolean;
};

export type Evaluation = {
  criteriaVersion: number;
  recommendation: Recommendation;
  reasons: CriterionReason[];
  /** Whether anything short of approval rests, even in small part, on a report. */
  restsOnReport: boolean;
};

/** Worst first: one criterion that denies decides, then one that needs a person, then one with a condition. */
const WORST_FIRST: readonly Recommendation[] = ['deny', 'review', 'conditional', 'approve'];

/** Holds a household against the criteria. The same facts under the same version always come out the same. */
export function evaluate(criteria: ScreeningCriteria, facts: ApplicationFacts): Evaluation {
  const reasons = [
    incomeReason(criteria, facts),
    ...facts.screenings.flatMap((screening) => screeningReasons(criteria, screening)),
    petReason(criteria, facts),
  ];
  if (facts.screenings.length === 0) {
    reasons.push({ criterion: 'screening', outcome: 'review', text: 'Nobody was screened', fromReport: false });
  }
  const recommendation = WORST_FIRST.find((level) => reasons.some((reason) => reason.outcome === level)) ?? 'approve';
  const restsOnReport = reasons.some((reason) => reason.fromReport && reason.outcome !== 'approve');
  return { criteriaVersion: criteria.version, recommendation, reasons, restsOnReport };
}

/** Household income as a multiple of rent with one decimal, such as `3.2`; null where either is unknown. */
export function incomeToRentRatio(
  facts: Pick<ApplicationFacts, 'householdMonthlyIncomeCents' | 'monthlyRentCents'>,
): string | null {
  if (facts.householdMonthlyIncomeCents === null || facts.monthlyRentCents <= 0) return null;
  // Cut, never rounded up, so that 2.99 doesn't read as 3.0 beside "at least 3.0".
  return (Math.floor((facts.householdMonthlyIncomeCents * 10) / facts.monthlyRentCents) / 10).toFixed(1);
}

function incomeReason(criteria: ScreeningCriteria, facts: ApplicationFacts): CriterionReason {
  const income = facts.householdMonthlyIncomeCents;
  const wanted = (criteria.incomeToRentBasisPoints / 10_000).toFixed(1);
  const reason = (outcome: Recommendation, text: string): CriterionReason => ({
    criterion: 'income',
    outcome,
    text,
    fromReport: false,
  });
  if (income === null) return reason('review', 'Income is not known');
  const ratio = incomeToRentRatio(facts) ?? '0.0';
  const said = `Household income ${formatMoney(income)} is ${ratio} times the rent`;
  if (income >= percentOf(facts.monthlyRentCents, criteria.incomeToRentBasisPoints)) {
    return reason('approve', `${said}, at least ${wanted}`);
  }
  if (facts.hasGuarantor) return reason('conditional', `${said}, under ${wanted}; there is a guarantor`);
  if (income >= percentOf(facts.monthlyRentCents, criteria.conditionalIncomeToRentBasisPoints)) {
    return reason('conditional', `${said}, under ${wanted}; a co-signer or a higher deposit may make up for it`);
  }
  return reason('deny', `${said}, under ${wanted}`);
}

function screeningReasons(criteria: ScreeningCriteria, screening: ScreeningFact): CriterionReason[] {
  const { name } = screening;
  const reason = (criterion: CriterionName, outcome: Recommendation, text: string): CriterionReason => ({
    criterion,
    outcome,
    text,
    fromReport: true,
  });
  if (screening.status === 'disputed') {
    return [reason('screening', 'review', `${name} disputes the report: no decision until it is settled`)];
  }
  if (screening.status !== 'complete') {
    const text = `The screening of ${name} is not complete`;
    return [{ criterion: 'screening', outcome: 'review', text, fromReport: false }];
  }
  const isClear = screening.result === 'clear' && screening.assessment !== 'escalated';
  const reasons = [
    isClear || screening.assessment === 'eligible'
      ? reason('screening', 'approve', `The report of ${name} is clear`)
      : reason('screening', criteria.onConsider, `The report of ${name} has something to look at`),
  ];
  const { evictions, creditScore } = screening;
  if (evictions !== null && evictions !== undefined && evictions > criteria.mostEvictions) {
    reasons.push(reason('evictions', criteria.onEvictions, `${name}: ${evictions} evictions on record`));
  }
  if (criteria.minimumCreditScore !== null && creditScore !== null && creditScore !== undefined) {
    const met = creditScore >= criteria.minimumCreditScore;
    const text = `${name}: credit score ${creditScore}, ${met ? 'at least' : 'under'} ${criteria.minimumCreditScore}`;
    reasons.push(reason('credit_score', met ? 'approve' : criteria.onLowScore, text));
  }
  return reasons;
}

function petReason(criteria: ScreeningCriteria, facts: ApplicationFacts): CriterionReason {
  const met = facts.pets <= criteria.mostPets;
  const text = met
    ? `Pets: ${facts.pets}, within ${criteria.mostPets}`
    : `Pets: ${facts.pets}, more than ${criteria.mostPets}`;
  return { criterion: 'pets', outcome: met ? 'approve' : criteria.onPets, text, fromReport: false };
}
