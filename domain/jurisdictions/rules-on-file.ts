import { APPLICATION_FEE_RULES } from '../application-fee';
import type { PlainDateString } from '../calendar';
import { formatMoney } from '../money';
import { CARD_FEE_RULES } from './card-fees';
import { DEPOSIT_LIMIT_RULES, depositLimitText } from './deposit-limits';
import { DEPOSIT_RETURN_RULES, type DepositReturnRule } from './deposit-return';
import { lateFeeRuleText } from './late-fee-limits';
import { LATE_FEE_RULES } from './late-fees';
import { isEnforceable, type LegalRule, type RuleView, ruleView } from './legal-rule';
import { NSF_FEE_RULES, nsfFeeText } from './nsf-fees';
import { DEFAULT_PAYMENT_ORDER, PAYMENT_ORDER_RULES } from './payment-order';
import { RENT_RAISE_RULES } from './rent-raises';
import { REPAIR_RULES } from './repairs';

/** What rules are about, in the order in which they are read out. */
export const RULE_TOPICS = [
  'late_fee',
  'nsf_fee',
  'card_fee',
  'application_fee',
  'deposit_limit',
  'deposit_return',
  'payment_order',
  'rent_raise',
  'repairs',
] as const;
export type RuleTopic = (typeof RULE_TOPICS)[number];

/** A rule as it is read out. Only an enforced one refuses; the others warn. */
export type RuleOnFile = RuleView & { topic: RuleTopic; state: string; effective_to: string | null; enforced: boolean };

/** The fifty states and the capital, by their two letters. */
export const STATES_ON_FILE =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  );

function view<R extends LegalRule & { state: string }>(
  topic: RuleTopic,
  rules: readonly R[],
  textOf: (rule: R) => string,
): RuleOnFile[] {
  return rules.map((rule) => ({
    topic,
    state: rule.state,
    ...ruleView(topic, textOf(rule), rule),
    effective_to: rule.effectiveTo,
    enforced: isEnforceable(rule),
  }));
}

const ALL: readonly RuleOnFile[] = [
  ...view('late_fee', LATE_FEE_RULES, lateFeeRuleText),
  ...view('nsf_fee', NSF_FEE_RULES, nsfFeeText),
  ...view('card_fee', CARD_FEE_RULES, ({ text }) => text),
  ...view('application_fee', APPLICATION_FEE_RULES, ({ text, mostCents }) => `${text} (${formatMoney(mostCents)})`),
  ...view('deposit_limit', DEPOSIT_LIMIT_RULES, depositLimitText),
  ...view('deposit_return', DEPOSIT_RETURN_RULES, depositReturnText),
  ...view('payment_order', [...PAYMENT_ORDER_RULES, DEFAULT_PAYMENT_ORDER], ({ text }) => text),
  ...view('rent_raise', RENT_RAISE_RULES, ({ text }) => text),
  ...view('repairs', REPAIR_RULES, ({ text }) => text),
];

/**
 * What is on file for a state: the rules in force on a date, or, without one, all of them with their dates. The order
 * of payment falls back to our own where the state has none.
 */
export function rulesOnFile(state: string, on: PlainDateString | null): RuleOnFile[] {
  const own = ALL.filter((rule) => rule.state === state && (on === null || isThen(rule, on)));
  const hasOrder = own.some(({ topic }) => topic === 'payment_order');
  const rules = hasOrder ? own : [...own, ...ALL.filter(({ state: of }) => of === '*')];
  return rules.sort((a, b) => RULE_TOPICS.indexOf(a.topic) - RULE_TOPICS.indexOf(b.topic));
}

function isThen(rule: RuleOnFile, on: string): boolean {
  return (
    (rule.effective_from === null || rule.effective_from <= on) &&
    (rule.effective_to === null || on <= rule.effective_to)
  );
}

function depositReturnText({ days, daysIfDeductions, daysAre, note }: DepositReturnRule): string {
  const unit = daysAre === 'business' ? 'business days' : 'days';
  const withDeductions = daysIfDeductions === days ? '' : `, ${daysIfDeductions} with itemized deductions`;
  const noted = note === '' || note === 'business days' ? '' : ` (${note})`;
  return `The deposit goes back within ${days} ${unit}${withDeductions}${noted}`;
}
