import { type LegalRule, legalRule } from './legal-rule';

/**
 * A state that asks for interest on deposits. `basisPoints` is the yearly rate where the law names one; null where it
 * follows a bank's or an index, which the landlord has to look up and agree in the lease.
 */
export type DepositInterestRule = LegalRule & {
  state: string;
  basisPoints: number | null;
  /** Interest is owed only where the deposit was held for at least so many months. */
  afterMonths: number;
  note: string;
};

type Row = [state: string, basisPoints: number | null, afterMonths: number, cite: string, note: string];

/** Common knowledge: no row was held against the law, so each warns and none is enforced. */
const ROWS: readonly Row[] = [
  ['CT', null, 0, 'C.G.S. 47a-21', 'the rate that the Banking Commissioner sets each year'],
  ['DC', null, 12, '14 DCMR 311', 'the statement savings rate, twice a year'],
  ['IL', null, 6, '765 ILCS 715', 'in buildings of 25 homes or more; cities have rules of their own'],
  ['MA', null, 12, 'M.G.L. c.186 s.15B', 'five percent, or what the bank paid where that was less'],
  ['MD', 150, 6, 'Md. Real Prop. 8-203', 'at least 1.5%; a Treasury yield where that is higher'],
  ['MN', 100, 0, 'Minn. Stat. 504B.178', 'simple, one percent a year'],
  ['ND', null, 0, 'N.D.C.C. 47-16-07.1', 'what the bank pays'],
  ['NH', null, 12, 'RSA 540-A:6', 'what the bank pays, where held for a year'],
  ['NJ', null, 0, 'N.J.S.A. 46:8-19', 'what the bank pays, each year'],
  ['NM', null, 12, 'N.M. Stat. 47-8-18', 'on a deposit above one month’s rent'],
  ['NY', null, 0, 'N.Y. Gen. Oblig. Law 7-103', 'in buildings of six homes or more, less one percent for the landlord'],
  ['OH', 500, 6, 'O.R.C. 5321.16', 'on what is above $50 or one month’s rent, whichever is greater'],
  ['PA', null, 24, '68 P.S. 250.511b', 'from the third year on, less one percent for the landlord'],
];

export const DEPOSIT_INTEREST_RULES: readonly DepositInterestRule[] = ROWS.map(
  ([state, basisPoints, afterMonths, cite, note]) => ({
    state,
    basisPoints,
    afterMonths,
    note,
    ...legalRule(cite, 'unchecked'),
  }),
);

/** A rule on interest in words. */
export function depositInterestText({ basisPoints, afterMonths, note }: DepositInterestRule): string {
  const rate =
    basisPoints === null ? 'Interest is due on a deposit' : `Interest of ${basisPoints / 100}% a year is due`;
  const from = afterMonths === 0 ? '' : `, once it was held for ${afterMonths} months`;
  return `${rate}${from} (${note})`;
}
