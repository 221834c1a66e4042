import { type Cents, negateCents, sumCents } from '../money';
import { type MoneyAccount, type PaymentRef, paidInto } from './allocations';
import { assertPositive, entry, type LedgerEntry, reversalOf } from './entry';

/** A part of the deposit pays a charge at the end of the lease. */
export function depositApplied(leaseId: string, chargeId: string, amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('deposit_applied', [
    { account: 'deposits_held', amountCents, leaseId },
    { account: 'receivable', amountCents: negateCents(amountCents), leaseId, chargeId },
  ]);
}

/** What a deposit had paid was a mistake: the charge is owed again, and the deposit held. */
export function depositUnapplied(leaseId: string, chargeId: string, amountCents: Cents): LedgerEntry {
  return { ...reversalOf(depositApplied(leaseId, chargeId, amountCents)), kind: 'deposit_unapplied' };
}

/** What is left of the deposit goes back to the tenant. */
export function depositReturned(leaseId: string, amountCents: Cents, from: MoneyAccount = 'bank'): LedgerEntry {
  assertPositive(amountCents);
  return entry('deposit_returned', [
    { account: 'deposits_held', amountCents, leaseId },
    { account: from, amountCents: negateCents(amountCents), leaseId },
  ]);
}

/**
 * A deposit's return to a card or bank account did not arrive: it is held again, against the charges that it had paid.
 * @param from `refunds_payable` where it never left, else where it came back to
 */
export function depositReturnFailed(
  leaseId: string,
  paymentId: string,
  parts: readonly { chargeId: string; amountCents: Cents }[],
  from: 'refunds_payable' | 'undeposited_funds',
): LedgerEntry {
  const amountCents = sumCents(parts.map((part) => part.amountCents));
  assertPositive(amountCents);
  return entry('deposit_return_failed', [
    { account: from, amountCents, leaseId, paymentId },
    ...parts.map((part) => ({
      account: 'deposits_held' as const,
      amountCents: negateCents(part.amountCents),
      leaseId,
      chargeId: part.chargeId,
      paymentId,
    })),
  ]);
}

/** A deposit leaves for the tenant's next lease, within the trust account. */
export function depositTransferred(leaseId: string, amountCents: Cents): LedgerEntry {
  return { ...depositReturned(leaseId, amountCents, 'deposit_bank'), kind: 'deposit_transferred' };
}

/** The deposit of the lease before arrives: it pays the deposit that this one bills. */
export function depositTransferReceived(payment: PaymentRef): LedgerEntry {
  return entry('deposit_received', paidInto('deposit_bank', payment));
}

/**
 * What a tenant's deposit is and what lies in the trust account for it are brought in line.
 * @param amountCents above zero goes into the trust account, below zero back to the operating one
 */
export function depositSecured(leaseId: string, amountCents: Cents): LedgerEntry {
  if (amountCents === 0) throw new RangeError('Nothing is to be moved');
  return entry(amountCents > 0 ? 'deposit_secured' : 'deposit_released', [
    { account: 'deposit_bank', amountCents, leaseId },
    { account: 'bank', amountCents: negateCents(amountCents), leaseId },
  ]);
}

/** Interest is the tenant's from now on, held with the deposit. */
export function depositInterestCredited(leaseId: string, amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('deposit_interest', [
    { account: 'deposit_interest', amountCents, leaseId },
    { account: 'deposits_held', amountCents: negateCents(amountCents), leaseId },
  ]);
}

/** Whether an entry changes what is held, or makes it safe: then the trust account follows. */
export function touchesDeposits({ kind, postings }: LedgerEntry): boolean {
  return kind === 'payment_settled' || postings.some(({ account }) => account === 'deposits_held');
}
