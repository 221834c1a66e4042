import type { ChargeGroup } from '../charge-kinds';
import { type LegalRule, legalRule } from './legal-rule';

/** Groups of charges in the order in which money goes to them; within a group the oldest first. */
export type PaymentOrderRule = LegalRule & { state: string; order: readonly (readonly ChargeGroup[])[]; text: string };

const ALL_OTHERS: readonly ChargeGroup[] = ['deposit', 'recurring', 'utilities', 'fee', 'late_fee'];

export const PAYMENT_ORDER_RULES: readonly PaymentOrderRule[] = [
  {
    state: 'WA',
    order: [['rent'], ALL_OTHERS],
    text: 'Rent before anything else',
    ...legalRule('RCW 59.18.283', 'secondary'),
  },
  {
    state: 'OR',
    order: [['rent'], ['utilities'], ['late_fee'], ['deposit', 'recurring', 'fee']],
    text: 'Prior rent, current rent, utilities, late fees, then others',
    ...legalRule('ORS 90.220(9); ORS 90.417', 'secondary'),
  },
  {
    state: 'CO',
    order: [['rent'], ALL_OTHERS],
    text: 'Rent first: a late fee is never taken out of a rent payment',
    ...legalRule('C.R.S. 38-12-105', 'secondary'),
  },
];

/** Where no rule is on file. */
export const DEFAULT_PAYMENT_ORDER: PaymentOrderRule = {
  state: '*',
  order: [['rent'], ['deposit', 'recurring', 'utilities'], ['fee', 'late_fee']],
  text: 'Oldest rent, then oldest other charges, then fees',
  ...legalRule('Tenure default, where no rule is on file', 'unchecked'),
};
