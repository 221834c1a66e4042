import { addBankDays } from './bank-days';
import { addDays, daysInclusive, laterOf, type PlainDateString } from './calendar';
import { DEPOSIT_RETURN_RULES, type DepositReturnRule } from './jurisdictions/deposit-return';
import {
  type Finding,
  finding,
  isInForce,
  type LegalRule,
  ruleView,
  unverifiedWarning,
} from './jurisdictions/legal-rule';
import { shortDate } from './timeline-words/facts';

/** The shortest time on file, taken where a state has no row: early is never a breach. */
const SHORTEST_DAYS = Math.min(...DEPOSIT_RETURN_RULES.map((rule) => rule.days));

/** By when a deposit, or its itemized statement, must be with the tenant. */
export type DepositDeadline = {
  dueOn: PlainDateString;
  /** A week before, or half way where the time is short. */
  warnOn: PlainDateString;
  /** The first warning: half of the time is over. */
  halfOn: PlainDateString;
  /** The last warning, three days before; never before the first. */
  lastWarningOn: PlainDateString;
  days: number;
  rule: { text: string; source: string; confidence: LegalRule['confidence'] };
  warnings: string[];
};

/**
 * The statutory clock of a deposit, from the day the tenant moved out.
 * @param withDeductions whether anything is kept, which some states give longer for
 */
export function depositReturnDeadline(
  state: string,
  movedOutOn: PlainDateString,
  withDeductions: boolean,
): DepositDeadline {
  const law = DEPOSIT_RETURN_RULES.find((rule) => rule.state === state && isInForce(rule, movedOutOn));
  if (!law) {
    const text = `No rule is on file for ${state}; the shortest of any state, ${SHORTEST_DAYS} days, is used`;
    const rule = { text, source: 'Tenure default', confidence: 'unchecked' as const };
    const dueOn = addDays(movedOutOn, SHORTEST_DAYS);
    const days = SHORTEST_DAYS;
    return { dueOn, ...warningsOf(movedOutOn, dueOn, days), days, rule, warnings: [`${text}.`] };
  }
  const days = withDeductions ? law.daysIfDeductions : law.days;
  const dueOn = deadlineBy(law, movedOutOn, withDeductions);
  const rule = { text: textOf(law, days, withDeductions), source: law.cite, confidence: law.confidence };
  return { dueOn, ...warningsOf(movedOutOn, dueOn, days), days, rule, warnings: [unverifiedWarning(law)] };
}

/** How long before the deadline the last warning comes. */
const LAST_WARNING_DAYS = 3;

function warningsOf(movedOutOn: PlainDateString, dueOn: PlainDateString, days: number) {
  // Of the days on the calendar: a deadline in business days lies further out.
  const length = daysInclusive(movedOutOn, dueOn) - 1;
  const halfOn = addDays(movedOutOn, Math.floor(length / 2));
  const warnOn = addDays(movedOutOn, Math.max(Math.floor(days / 2), days - 7));
  return { warnOn, halfOn, lastWarningOn: laterOf(halfOn, addDays(dueOn, -LAST_WARNING_DAYS)) };
}

/** A deduction as the rules judge it. */
export type DeductionAsked = {
  state: string;
  movedOutOn: PlainDateString;
  /** The day it is made. */
  on: PlainDateString;
  /** `damage` is kept for what was broken; `charge` pays what was owed. */
  kind: 'damage' | 'charge';
  photos: number;
};

/**
 * What the rules have against a deduction: made after the time to account for the deposit is over, or, where photos are
 * asked for, without any. `rules` lets a test hold a rule of its own against it.
 */
export function judgeDeduction(
  asked: DeductionAsked,
  rules: readonly DepositReturnRule[] = DEPOSIT_RETURN_RULES,
): Finding[] {
  const { state, movedOutOn, on } = asked;
  const law = rules.find((rule) => rule.state === state && isInForce(rule, movedOutOn));
  if (law === undefined) return [];
  const findings: Finding[] = [];
  const dueOn = deadlineBy(law, movedOutOn, true);
  const view = ruleView('deposit_return', textOf(law, law.daysIfDeductions, true), law);
  if (on > dueOn) {
    const message = `The time to itemize deductions ended on ${shortDate(dueOn)}; ${law.cite} may forbid to keep anything after it.`;
    findings.push(finding('on', message, view, law));
  }
  if (asked.kind === 'damage' && asked.photos === 0 && law.note.includes('photo')) {
    findings.push(finding('photos', `${state} asks for photos of what is deducted for.`, view, law));
  }
  return findings;
}

function deadlineBy(law: DepositReturnRule, movedOutOn: PlainDateString, withDeductions: boolean): PlainDateString {
  const days = withDeductions ? law.daysIfDeductions : law.days;
  return law.daysAre === 'business' ? addBankDays(movedOutOn, days) : addDays(movedOutOn, days);
}

function textOf(law: DepositReturnRule, days: number, withDeductions: boolean): string {
  const what = withDeductions ? 'with itemized deductions' : 'in full';
  const unit = law.daysAre === 'business' ? 'business days' : 'days';
  return `${law.state}: ${days} ${unit} to return a deposit ${what}${law.note === '' ? '' : ` (${law.note})`}`;
}
