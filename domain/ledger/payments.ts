import { type Cents, negateCents, sumCents, ZERO_CENTS } from '../money';
import { type Allocated, chargePaid, type MoneyAccount, type PaymentRef, paidInto } from './allocations';
import { assertPositive, balanceOf, entry, type LedgerEntry, type LedgerPosting, opposite, reversalOf } from './entry';
import { processingFee } from './fees';

/** How money comes that no card network or bank debit moved. */
export const OFFLINE_METHODS = ['cash', 'check', 'money_order', 'transfer'] as const;
export type OfflineMethod = (typeof OFFLINE_METHODS)[number];

/** Whether a text from the store names such a way. */
export function isOfflineMethod(method: string): method is OfflineMethod {
  return OFFLINE_METHODS.some((known) => known === method);
}

/** A bank debit is on its way: the tenant has paid, the money isn't safe yet. */
export function paymentSubmitted(payment: PaymentRef): LedgerEntry {
  return entry('payment_submitted', paidInto('in_transit', payment));
}

/** A bank debit came through: the money is received, less the processor's fee. */
export function paymentSettled(
  payment: Pick<PaymentRef, 'leaseId' | 'paymentId' | 'amountCents'>,
  feeCents: Cents = ZERO_CENTS,
): LedgerEntry {
  const { leaseId, paymentId, amountCents } = payment;
  return entry('payment_settled', [
    { account: 'undeposited_funds', amountCents, leaseId, paymentId },
    { account: 'in_transit', amountCents: negateCents(amountCents), leaseId, paymentId },
    ...processingFee(feeCents, payment),
  ]);
}

/** A card payment succeeded: received at once, less the processor's fee. */
export function cardPaymentReceived(payment: PaymentRef, feeCents: Cents = ZERO_CENTS): LedgerEntry {
  return entry('payment_received', [...paidInto('undeposited_funds', payment), ...processingFee(feeCents, payment)]);
}

/** Cash, a check or a money order that the landlord took (not yet in the bank), or a transfer that arrived in the bank. */
export function offlinePaymentReceived(payment: PaymentRef, method: OfflineMethod): LedgerEntry {
  return entry('payment_received', paidInto(method === 'transfer' ? 'bank' : 'undeposited_funds', payment));
}

/**
 * Money came back to the payer: a return, dispute or failed debit. What was paid is owed again.
 * @param from where the money lay: `in_transit` before it settled, else where it went
 */
export function paymentReversed(payment: PaymentRef, from: MoneyAccount): LedgerEntry {
  return { ...reversalOf(entry('payment_reversed', paidInto(from, payment))), kind: 'payment_reversed' };
}

/**
 * What a payment pays is counted anew: from some charges to others, or to what is paid ahead. Null where no account
 * changes, such as rent of one month for rent of another: then the allocations alone tell it.
 */
export function paymentReapplied(
  leaseId: string,
  paymentId: string,
  released: readonly Allocated[],
  applied: readonly Allocated[],
): LedgerEntry | null {
  const lines = [
    ...released.flatMap((paid) => chargePaid(leaseId, paymentId, paid)).map(opposite),
    ...applied.flatMap((paid) => chargePaid(leaseId, paymentId, paid)),
  ];
  const credit = sumCents(
    [...released, ...applied.map(({ amountCents }) => ({ amountCents: negateCents(amountCents) }))].map(
      (part) => part.amountCents,
    ),
  );
  const all: LedgerPosting[] = [
    ...lines,
    { account: 'tenant_credit', amountCents: negateCents(credit), leaseId, paymentId },
  ];
  const accounts = [...new Set(all.map((line) => line.account))];
  const net = accounts
    .map((account): LedgerPosting => ({ account, amountCents: balanceOf(account, all), leaseId, paymentId }))
    .filter((line) => line.amountCents !== 0);
  return net.length === 0 ? null : entry('payment_reapplied', net);
}

/** What the tenant had paid ahead, by the named payment, pays charges. */
export function creditApplied(leaseId: string, paymentId: string, allocations: readonly Allocated[]): LedgerEntry {
  const total = sumCents(allocations.map((paid) => paid.amountCents));
  assertPositive(total);
  const credit: LedgerPosting = { account: 'tenant_credit', amountCents: total, leaseId, paymentId };
  return entry('credit_applied', [credit, ...allocations.flatMap((paid) => chargePaid(leaseId, paymentId, paid))]);
}
