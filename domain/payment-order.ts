import type { PlainDateString } from './calendar';
import { CHARGE_KINDS, type ChargeKind } from './charge-kinds';
import { ruleInForce } from './jurisdictions/legal-rule';
import { DEFAULT_PAYMENT_ORDER, PAYMENT_ORDER_RULES, type PaymentOrderRule } from './jurisdictions/payment-order';
import { type Cents, minCents, subtractCents, ZERO_CENTS } from './money';

/** A charge with something left to pay. */
export type OpenCharge = { chargeId: string; kind: ChargeKind; dueOn: PlainDateString; openCents: Cents };
export type Allocation = { chargeId: string; kind: ChargeKind; amountCents: Cents };
export type AllocationResult = { allocations: Allocation[]; creditCents: Cents; rule: PaymentOrderRule };

/** The order of payment in force in a state on a date. */
export function paymentOrderOf(state: string, on: PlainDateString): PaymentOrderRule {
  return ruleInForce(PAYMENT_ORDER_RULES, state, on) ?? DEFAULT_PAYMENT_ORDER;
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
