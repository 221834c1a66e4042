import { daysInclusive, type PlainDateString } from '../calendar';
import { type Finding, finding, type LegalRule, legalRule, ruleInForce, ruleView } from './legal-rule';

/** How long before a rent raise the tenants must have it in writing. */
export type RentRaiseRule = LegalRule & {
  state: string;
  days: number;
  /** Longer where the raise is above a share of the rent before. */
  above?: { basisPoints: number; days: number };
  /** The rule holds only for a raise of at least so much. */
  fromBasisPoints?: number;
  text: string;
};

/** From articles: no row was held against the law, so each warns and none is enforced. */
export const RENT_RAISE_RULES: readonly RentRaiseRule[] = [
  {
    state: 'CA',
    days: 30,
    above: { basisPoints: 1_000, days: 90 },
    text: 'A rent raise in writing 30 days ahead, 90 where it is above 10% within a year',
    ...legalRule('Cal. Civ. Code 827', 'secondary'),
  },
  {
    state: 'NY',
    days: 30,
    fromBasisPoints: 500,
    text: 'A rent raise of 5% or more in writing 30 days ahead; 60 after a year of living there, 90 after two',
    ...legalRule('N.Y. Real Prop. Law 226-c', 'secondary', { from: '2019-06-14' }),
  },
  {
    state: 'OR',
    days: 90,
    text: 'A rent raise in writing 90 days ahead, and none in the first year',
    ...legalRule('ORS 90.323', 'secondary'),
  },
];

/** Where no rule is on file: it says so. */
const NOT_ON_FILE: LegalRule = legalRule('no source on file', 'unchecked');

export type RaiseAsked = {
  state: string;
  /** When the tenants had it in writing. */
  toldOn: PlainDateString;
  effectiveOn: PlainDateString;
  beforeCents: number;
  afterCents: number;
  /** Where it stands in the request. */
  field: string;
};

/**
 * What the rules on file say of a rent raise: a warning where it comes too soon after the notice, and one where nothing
 * is on file, since most states ask for some days. `rules` lets a test hold a rule of its own against it.
 */
export function judgeRaise(asked: RaiseAsked, rules: readonly RentRaiseRule[] = RENT_RAISE_RULES): Finding[] {
  const { state, toldOn, effectiveOn, beforeCents, afterCents, field } = asked;
  if (afterCents <= beforeCents) return [];
  const rule = ruleInForce(rules, state, effectiveOn);
  if (rule === undefined) {
    const text = `Nothing is on file for ${state} about the notice of a rent raise; many states ask for 30 to 90 days.`;
    const view = ruleView('rent_raise_notice', text, NOT_ON_FILE);
    return [{ field, message: `${text} Look it up before relying on this day.`, rule: view, enforced: false }];
  }
  const isAbove = (basisPoints: number) => (afterCents - beforeCents) * 10_000 > basisPoints * beforeCents;
  if (rule.fromBasisPoints !== undefined && !isAbove(rule.fromBasisPoints - 1)) return [];
  const needed = rule.above !== undefined && isAbove(rule.above.basisPoints) ? rule.above.days : rule.days;
  const given = effectiveOn <= toldOn ? 0 : daysInclusive(toldOn, effectiveOn) - 1;
  if (given >= needed) return [];
  const message = `The rent would rise ${given} days after the tenants were told; ${rule.cite} asks for ${needed}.`;
  return [finding(field, message, ruleView('rent_raise_notice', rule.text, rule), rule)];
}
