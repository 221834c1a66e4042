import type { PlainDateString } from '../calendar';
import { type Cents, cents, formatMoney, minCents } from '../money';
import {
  type Finding,
  finding,
  isEnforceable,
  type LegalRule,
  legalRule,
  type RuleView,
  ruleInForce,
  ruleView,
} from './legal-rule';

/** The most that may be charged for a payment that the bank returned. */
export type NsfFeeRule = LegalRule & { state: string; mostCents: Cents; note: string };

type Row = [state: string, mostCents: number, cite: string, note?: string];

/** Common knowledge: no row was held against the law; most were written for checks. */
const ROWS: readonly Row[] = [
  ['AZ', 2500, 'A.R.S. 44-6852'],
  ['CA', 2500, 'Cal. Civ. Code 1719', '$35 for each further check'],
  ['CO', 2000, 'C.R.S. 13-21-109'],
  ['ID', 2000, 'Idaho Code 28-22-105'],
  ['IL', 2500, '810 ILCS 5/3-806'],
  ['MD', 3500, 'Md. Com. Law 15-802'],
  ['MI', 2500, 'MCL 600.2952', '$35 where it is not paid within seven days'],
  ['MN', 3000, 'Minn. Stat. 604.113'],
  ['NV', 2500, 'NRS 597.960'],
  ['NY', 2000, 'N.Y. Gen. Oblig. Law 5-328'],
  ['OR', 3500, 'ORS 30.701'],
  ['TN', 3000, 'T.C.A. 47-29-102'],
  ['TX', 3000, 'Tex. Bus. & Com. Code 3.506'],
  ['VA', 5000, 'Va. Code 8.01-27.1'],
  ['WA', 4000, 'RCW 62A.3-530'],
];

export const NSF_FEE_RULES: readonly NsfFeeRule[] = ROWS.map(([state, mostCents, cite, note]) => ({
  state,
  mostCents: cents(mostCents),
  note: note ?? '',
  ...legalRule(cite, 'unchecked'),
}));

/** A limit in words. */
export function nsfFeeText({ mostCents, note }: NsfFeeRule): string {
  return `A returned payment may cost at most ${formatMoney(mostCents)}${note === '' ? '' : ` (${note})`}`;
}

/** The fee as it may be charged, and the rule it was held against. */
export type NsfFee = {
  amountCents: Cents;
  /** The enforced limit; null where none is. */
  capCents: Cents | null;
  rule: RuleView | null;
  findings: Finding[];
};

/**
 * The fee for a returned payment on the day it came back: an enforceable limit cuts it, any other only warns.
 * `rules` lets a test hold a rule of its own against it.
 */
export function nsfFeeFor(
  asked: { state: string; on: PlainDateString; wantedCents: Cents; field?: string },
  rules: readonly NsfFeeRule[] = NSF_FEE_RULES,
): NsfFee {
  const rule = ruleInForce(rules, asked.state, asked.on);
  if (rule === undefined) return { amountCents: asked.wantedCents, capCents: null, rule: null, findings: [] };
  const view = ruleView('nsf_fee_limit', nsfFeeText(rule), rule);
  const capCents = isEnforceable(rule) ? rule.mostCents : null;
  const amountCents = capCents === null ? asked.wantedCents : minCents(asked.wantedCents, capCents);
  if (asked.wantedCents <= rule.mostCents) return { amountCents, capCents, rule: view, findings: [] };
  const wanted = formatMoney(asked.wantedCents);
  const message = `${wanted} for a returned payment is above the ${formatMoney(rule.mostCents)} of ${rule.cite}.`;
  return {
    amountCents,
    capCents,
    rule: view,
    findings: [finding(asked.field ?? 'terms.nsf_fee_cents', message, view, rule)],
  };
}
