import { addBankDays } from './bank-days';
import { addDays, type PlainDateString } from './calendar';
import { DEPOSIT_RETURN_RULES, type DepositReturnRule } from './jurisdictions/deposit-return';
import { isInForce, type LegalRule, unverifiedWarning } from './jurisdictions/legal-rule';

/** The shortest time on file, taken where a state has no row: early is never a breach. */
const SHORTEST_DAYS = Math.min(...DEPOSIT_RETURN_RULES.map((rule) => rule.days));

/** By when a deposit, or its itemized statement, must be with the tenant. */
export type DepositDeadline = {
  dueOn: PlainDateString;
  /** A week before, or half way where the time is short. */
  warnOn: PlainDateString;
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
    return { dueOn, warnOn: warnOn(movedOutOn, SHORTEST_DAYS), days: SHORTEST_DAYS, rule, warnings: [`${text}.`] };
  }
  const days = withDeductions ? law.daysIfDeductions : law.days;
  const dueOn = law.daysAre === 'business' ? addBankDays(movedOutOn, days) : addDays(movedOutOn, days);
  const rule = { text: textOf(law, days, withDeductions), source: law.cite, confidence: law.confidence };
  return { dueOn, warnOn: warnOn(movedOutOn, days), days, rule, warnings: [unverifiedWarning(law)] };
}

function warnOn(movedOutOn: PlainDateString, days: number): PlainDateString {
  return addDays(movedOutOn, Math.max(Math.floor(days / 2), days - 7));
}

function textOf(law: DepositReturnRule, days: number, withDeductions: boolean): string {
  const what = withDeductions ? 'with itemized deductions' : 'in full';
  const unit = law.daysAre === 'business' ? 'business days' : 'days';
  return `${law.state}: ${days} ${unit} to return a deposit ${what}${law.note === '' ? '' : ` (${law.note})`}`;
}
