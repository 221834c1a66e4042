import { type LegalRule, legalRule } from './legal-rule';

/** What a state says about making the payer bear the fee of a card: none at all, or at most a share of the payment. */
export type CardFeeRule = LegalRule & {
  state: string;
  limit: { kind: 'forbidden' } | { kind: 'at_most'; basisPoints: number };
  text: string;
};

/**
 * Surcharges on cards by state. What names a convenience fee apart from a surcharge is not told apart here: a fee for
 * the way of paying is one however it is called. Bank transfers are always free with us.
 */
export const CARD_FEE_RULES: readonly CardFeeRule[] = [
  {
    state: 'CT',
    limit: { kind: 'forbidden' },
    text: 'Nobody who sells or leases may impose a surcharge for any way of paying',
    ...legalRule('Conn. Gen. Stat. § 42-133ff', 'quoted', { verifiedOn: '2026-11-23' }),
  },
  {
    state: 'MA',
    limit: { kind: 'forbidden' },
    text: 'No surcharge on a cardholder who pays by credit card instead of cash, check or similar means',
    ...legalRule('M.G.L. c. 140D, § 28A(a)(2)', 'quoted', { verifiedOn: '2026-11-23' }),
  },
  {
    state: 'ME',
    limit: { kind: 'forbidden' },
    text: 'No surcharge for paying by card, outside of public bodies',
    ...legalRule('9-A M.R.S. § 8-509', 'secondary'),
  },
  {
    state: 'CO',
    limit: { kind: 'at_most', basisPoints: 200 },
    text: 'A surcharge of at most 2 % of the payment, or of what the card really costs',
    ...legalRule('C.R.S. § 5-2-212', 'secondary', { from: '2022-07-01' }),
  },
  {
    state: 'NY',
    limit: { kind: 'at_most', basisPoints: 350 },
    text: 'A surcharge no higher than what the card company charges, shown as the price before paying',
    ...legalRule('N.Y. Gen. Bus. Law § 518', 'secondary', { from: '2024-02-11' }),
  },
];
