import { type Cents, negateCents, sumCents } from '../money';
import type { AccountCode } from './accounts';
import { type Allocated, chargePaid, type MoneyAccount } from './allocations';
import { assertPositive, entry, type LedgerEntry, type LedgerPosting, opposite } from './entry';

/** A part of a payment that goes back: from what was paid ahead, the rest from charges that it had paid. */
export type RefundRef = { leaseId: string; paymentId: string; creditCents: Cents; released: readonly Allocated[] };

type RefundedAmount = { leaseId: string; paymentId: string; amountCents: Cents };

/** A refund is asked for: nobody can use that money any more, and the charges it had paid are owed again. */
export function refundRequested(refund: RefundRef): LedgerEntry {
  const { leaseId, paymentId, creditCents, released } = refund;
  const total = sumCents([creditCents, ...released.map((part) => part.amountCents)]);
  assertPositive(total);
  return entry('refund_requested', [
    { account: 'refunds_payable', amountCents: negateCents(total), leaseId, paymentId },
    ...(creditCents > 0 ? [{ account: 'tenant_credit' as const, amountCents: creditCents, leaseId, paymentId }] : []),
    ...released.flatMap((part) => chargePaid(leaseId, paymentId, part)).map(opposite),
  ]);
}

/** A refund left: its money is the tenant's again. */
export function refundIssued(
  refund: RefundedAmount,
  from: 'undeposited_funds' | 'bank' = 'undeposited_funds',
): LedgerEntry {
  assertPositive(refund.amountCents);
  const { leaseId, paymentId, amountCents } = refund;
  return entry('refund_issued', [
    { account: 'refunds_payable', amountCents, leaseId, paymentId },
    { account: from, amountCents: negateCents(amountCents), leaseId, paymentId },
  ]);
}

/**
 * A refund did not arrive: its money stands as paid ahead.
 * @param from `refunds_payable` where it never left, else where it came back to
 */
export function refundFailed(refund: RefundedAmount, from: 'refunds_payable' | 'undeposited_funds'): LedgerEntry {
  assertPositive(refund.amountCents);
  const { leaseId, paymentId, amountCents } = refund;
  return entry('refund_failed', [
    { account: from, amountCents, leaseId, paymentId },
    { account: 'tenant_credit', amountCents: negateCents(amountCents), leaseId, paymentId },
  ]);
}

/**
 * The bank took back what had been refunded already: the payer has it twice. A charge of the same amount
 * (`double_refund`) makes them owe it, so that together only the money and what is owed change.
 * @param from where the money lay
 */
export function refundTakenAgain(taken: RefundedAmount, from: MoneyAccount): LedgerEntry {
  assertPositive(taken.amountCents);
  const { leaseId, paymentId, amountCents } = taken;
  return entry('payment_reversed', [
    { account: 'given_back_twice', amountCents, leaseId, paymentId },
    { account: from, amountCents: negateCents(amountCents), leaseId, paymentId },
  ]);
}

/**
 * A refund failed of which the bank had taken the money, too: the payer has it once after all.
 * @param refund `feeCents` is the card fee that went with it
 * @param hadLeft whether the money had left: then it is here again
 */
export function doubleRefundUndone(refund: RefundedAmount & { feeCents: Cents }, hadLeft: boolean): LedgerEntry {
  const { leaseId, paymentId, amountCents, feeCents } = refund;
  const of = (account: AccountCode, amount: Cents): LedgerPosting[] =>
    amount === 0 ? [] : [{ account, amountCents: amount, leaseId, paymentId }];
  const total = sumCents([amountCents, feeCents]);
  assertPositive(total);
  return entry('refund_failed', [
    ...(hadLeft
      ? of('undeposited_funds', total)
      : [...of('refunds_payable', amountCents), ...of('card_fee_income', feeCents)]),
    ...of('given_back_twice', negateCents(total)),
  ]);
}
