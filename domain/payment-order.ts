import type { PlainDateString } from './calendar';
import { CHARGE_KINDS, type ChargeGroup, type ChargeKind } from './charge-kinds';
import { isInForce, type LegalRule, legalRule } from './jurisdictions/legal-rule';
import { type Cents, minCents, subtractCents, ZERO_CENTS } from './money';

/** A charge with something left to pay. */
export type OpenCharge = { chargeId: string; kind: ChargeKind; dueOn: PlainDateString; openCents: Cents };
export type Allocation = { chargeId: string; kind: ChargeKind; amountCents: Cents };
export type AllocationResult = { allocations: Allocation[]; creditCents: Cents; rule: PaymentOrderRule };

/** Groups of charges in the order in which money goes to them; within a group the oldest first. */
export type PaymentOrderRule = LegalRule & { state: string; order: readonly (readonly ChargeGroup[])[]; text: string };

const ALL_OTHERS: readonly ChargeGroup[] = ['deposit', 'recurring', 'utilities', 'fee', 'late_fee'];

const ORDERS: readonly PaymentOrderRule[] = [
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

const DEFAULT_ORDER: PaymentOrderRule = {
  state: '*',
  order: [['rent'], ['deposit', 'recurring', 'utilities'], ['fee', 'late_fee']],
  text: 'Oldest rent, then oldest other charges, then fees',
  ...legalRule('Tenure default, where no rule is on file', 'unchecked'),
};

/** The order of payment in force in a state on a date. */
export function paymentOrderOf(state: string, on: PlainDateString): PaymentOrderRule {
  return ORDERS.find((rule) => rule.state === state && isInForce(rule, on)) ?? DEFAULT_ORDER;
}

/**
 * Gives a payment to open charges in the order of the state's rule as of the payment's effective date.
 * The allocations never exceed the payment or a charge; what is left over is credit.
 */
export function allocatePayment(
  amount: Cents,
  openCharges: readonly OpenCharge[],
  state: string,
  effectiveOn: PlainDateString,
): AllocationResult {
  if (amount < 0) throw new RangeError('A payment is never negative');
  const rule = paymentOrderOf(state, effectiveOn);
  let left = amount;
  const allocations: Allocation[] = [];
  for (const charge of inOrder(openCharges, rule)) {
    const amountCents = minCents(left, charge.openCents);
    if (amountCents <= 0) continue;
    allocations.push({ chargeId: charge.chargeId, kind: charge.kind, amountCents });
    left = subtractCents(left, amountCents);
    if (left === ZERO_CENTS) break;
  }
  return { allocations, creditCents: left, rule };
}

function inOrder(charges: readonly OpenCharge[], rule: PaymentOrderRule): OpenCharge[] {
  const rank = (charge: OpenCharge) => {
    const { group } = CHARGE_KINDS[charge.kind];
    return rule.order.findIndex((groups) => groups.some((each) => each === group));
  };
  return [...charges].sort(
    (a, b) => rank(a) - rank(b) || compareText(a.dueOn, b.dueOn) || compareText(a.chargeId, b.chargeId),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
