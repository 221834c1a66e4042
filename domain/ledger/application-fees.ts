import { type Cents, negateCents } from '../money';
import { assertPositive, entry, type LedgerEntry, reversalOf } from './entry';

/**
 * An application's fee was paid: nobody owed it before, and there is no lease. By bank account it is in transit first.
 * @param amountCents with a card fee that the payer bore
 */
export function applicationFeePaid(
  payment: { paymentId: string; amountCents: Cents },
  into: 'in_transit' | 'undeposited_funds',
): LedgerEntry {
  const { paymentId, amountCents } = payment;
  assertPositive(amountCents);
  return entry(into === 'in_transit' ? 'payment_submitted' : 'payment_received', [
    { account: into, amountCents, paymentId },
    { account: 'fee_income', amountCents: negateCents(amountCents), paymentId },
  ]);
}

/** It was in transit and came through. */
export function applicationFeeSettled(payment: { paymentId: string; amountCents: Cents }): LedgerEntry {
  const { paymentId, amountCents } = payment;
  assertPositive(amountCents);
  return entry('payment_settled', [
    { account: 'undeposited_funds', amountCents, paymentId },
    { account: 'in_transit', amountCents: negateCents(amountCents), paymentId },
  ]);
}

/** It went back to the payer, or a part of it, from where it lay. */
export function applicationFeeReversed(
  payment: { paymentId: string; amountCents: Cents },
  from: 'in_transit' | 'undeposited_funds',
): LedgerEntry {
  return { ...reversalOf(applicationFeePaid(payment, from)), kind: 'payment_reversed' };
}
