import type { PlainDateString } from '../calendar';
import { type Cents, cents, formatMoney, percentOf } from '../money';
import { type Finding, finding, type LegalRule, legalRule, ruleInForce, ruleView } from './legal-rule';

/** The most that a security deposit may be, in months of rent (150 is one and a half). */
export type DepositLimitRule = LegalRule & { state: string; hundredthsOfMonths: number; note: string };

type Row = [
  state: string,
  hundredthsOfMonths: number,
  cite: string,
  note?: string,
  dates?: { from?: string; to?: string },
];

/** Common knowledge: no row was held against the law. Exceptions (pets, furnished homes, age) stand in the note. */
const ROWS: readonly Row[] = [
  ['AK', 200, 'Alaska Stat. 34.03.070', 'not where the rent is above $2,000'],
  ['AL', 100, 'Ala. Code 35-9A-201', 'more for pets, changes and liabilities'],
  ['AR', 200, 'Ark. Code 18-16-304', 'landlords of six homes or more'],
  ['AZ', 150, 'A.R.S. 33-1321'],
  ['CA', 200, 'Cal. Civ. Code 1950.5', 'unfurnished; three months furnished', { to: '2024-06-30' }],
  ['CA', 100, 'Cal. Civ. Code 1950.5 (AB 12)', 'two months for some small landlords', { from: '2024-07-01' }],
  ['CO', 200, 'C.R.S. 38-12-102.5', '', { from: '2023-08-07' }],
  ['CT', 200, 'C.G.S. 47a-21', 'one month where a tenant is 62 or older'],
  ['DC', 100, '14 DCMR 308'],
  ['DE', 100, '25 Del. C. 5514', 'for leases of a year or longer'],
  ['HI', 100, 'HRS 521-44', 'and as much for a pet'],
  ['IA', 200, 'Iowa Code 562A.12'],
  ['KS', 100, 'K.S.A. 58-2550', 'unfurnished'],
  ['MA', 100, 'M.G.L. c.186 s.15B'],
  ['MD', 200, 'Md. Real Prop. 8-203', '', { to: '2024-09-30' }],
  ['MD', 100, 'Md. Real Prop. 8-203', 'two months in narrow cases', { from: '2024-10-01' }],
  ['ME', 200, '14 M.R.S. 6032'],
  ['MI', 150, 'MCL 554.602'],
  ['NC', 200, 'N.C.G.S. 42-51', 'for terms longer than two months'],
  ['ND', 100, 'N.D.C.C. 47-16-07.1', 'more for pets and some histories'],
  ['NE', 100, 'Neb. Rev. Stat. 76-1416', 'and a quarter of a month for a pet'],
  ['NJ', 150, 'N.J.S.A. 46:8-21.2'],
  ['NM', 100, 'N.M. Stat. 47-8-18', 'for leases shorter than a year'],
  ['NV', 300, 'NRS 118A.242'],
  ['NY', 100, 'N.Y. Gen. Oblig. Law 7-108', '', { from: '2019-06-14' }],
  ['PA', 200, '68 P.S. 250.511a', 'in the first year; one month after it'],
  ['RI', 100, 'R.I. Gen. Laws 34-18-19'],
  ['SD', 100, 'SDCL 43-32-6.1'],
  ['VA', 200, 'Va. Code 55.1-1226'],
];

export const DEPOSIT_LIMIT_RULES: readonly DepositLimitRule[] = ROWS.map(
  ([state, hundredthsOfMonths, cite, note, dates]) => ({
    state,
    hundredthsOfMonths,
    note: note ?? '',
    ...legalRule(cite, 'unchecked', dates ?? {}),
  }),
);

/** A limit in words. */
export function depositLimitText({ hundredthsOfMonths, note }: DepositLimitRule): string {
  const months = hundredthsOfMonths / 100;
  const most = months === 1 ? "one month's rent" : `${months} months' rent`;
  return `A security deposit of at most ${most}${note === '' ? '' : ` (${note})`}`;
}

export type DepositAsked = {
  state: string;
  /** The day the deposit is asked for. */
  on: PlainDateString;
  /** All that the lease holds or asks as a deposit. */
  depositCents: Cents;
  rentCents: Cents;
  /** Where the wish stands in a request. */
  field?: string;
};

/** What the rule in force on the day has against a deposit. `rules` lets a test hold a rule of its own against it. */
export function judgeDeposit(asked: DepositAsked, rules: readonly DepositLimitRule[] = DEPOSIT_LIMIT_RULES): Finding[] {
  const rule = ruleInForce(rules, asked.state, asked.on);
  if (rule === undefined) return [];
  const most = percentOf(cents(asked.rentCents), rule.hundredthsOfMonths * 100);
  if (asked.depositCents <= most) return [];
  const message = `A deposit of ${formatMoney(asked.depositCents)} is above the ${formatMoney(most)} of ${rule.cite}.`;
  const view = ruleView('deposit_limit', depositLimitText(rule), rule);
  return [finding(asked.field ?? 'deposit_cents', message, view, rule)];
}
