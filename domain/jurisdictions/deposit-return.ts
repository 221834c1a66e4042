import { type LegalRule, legalRule } from './legal-rule';

/** Days to return a deposit in full, and with itemized deductions, after the tenant has moved out. */
export type DepositReturnRule = LegalRule & {
  state: string;
  days: number;
  daysIfDeductions: number;
  daysAre: 'calendar' | 'business';
  note: string;
};

type Row = [state: string, days: number, daysIfDeductions: number, note?: string];

/** From published charts: no row was held against the law. */
const ROWS: readonly Row[] = [
  ['AL', 60, 60, 'older charts say 35'],
  ['AK', 14, 30],
  ['AZ', 14, 14, 'business days'],
  ['AR', 60, 60],
  [
    'CA',
    21,
    21,
    "one month's rent cap from 2024-07-01 with a small-landlord exception; photo rules for deductions (AB 2801)",
  ],
  ['CO', 30, 30, 'one month; up to 60 days if the lease says so'],
  ['CT', 30, 30, 'or 15 days after the forwarding address arrives if later'],
  ['DE', 20, 20],
  ['DC', 45, 45],
  ['FL', 15, 30, '15 days to return in full; 30 days to give notice of a claim'],
  ['GA', 30, 30, 'one month'],
  ['HI', 14, 14],
  ['ID', 21, 21],
  ['IL', 30, 45],
  ['IN', 45, 45],
  ['IA', 30, 30],
  ['KS', 14, 30],
  ['KY', 30, 60],
  ['LA', 30, 30, 'one month'],
  ['ME', 30, 30, '21 days for a tenancy at will'],
  ['MD', 45, 45],
  ['MA', 30, 30],
  ['MI', 30, 30],
  ['MN', 21, 21],
  ['MS', 45, 45],
  ['MO', 30, 30],
  ['MT', 10, 30],
  ['NE', 14, 14],
  ['NV', 30, 30],
  ['NH', 30, 30],
  ['NJ', 30, 30],
  ['NM', 30, 30],
  ['NY', 14, 14],
  ['NC', 30, 30],
  ['ND', 30, 30],
  ['OH', 30, 30],
  ['OK', 30, 30],
  ['OR', 31, 31],
  ['PA', 30, 30],
  ['RI', 20, 20],
  ['SC', 30, 30],
  ['SD', 14, 14],
  ['TX', 30, 30],
  ['UT', 30, 30],
  ['VT', 14, 14],
  ['VA', 45, 45],
  ['WA', 30, 30, 'was 21 and 14 before'],
  ['WI', 21, 21],
  ['WY', 30, 30],
];

/** States whose row is common knowledge, without any source seen. */
const UNCHECKED: ReadonlySet<string> = new Set(['MN', 'NY', 'WA', 'WI']);

export const DEPOSIT_RETURN_RULES: readonly DepositReturnRule[] = ROWS.map(([state, days, daysIfDeductions, note]) => ({
  state,
  days,
  daysIfDeductions,
  daysAre: note === 'business days' ? 'business' : 'calendar',
  note: note ?? '',
  ...legalRule(`${state} security deposit return, published chart`, UNCHECKED.has(state) ? 'unchecked' : 'secondary'),
}));
