import { type Cents, negateCents } from '../money';
import { assertPositive, entry, type LedgerEntry, type LedgerPosting, reversalOf } from './entry';

/** The processor paid out what it had collected. */
export function payoutArrived(amountCents: Cents): LedgerEntry {
  return entry('payout_arrived', [
    { account: 'bank', amountCents },
    { account: 'undeposited_funds', amountCents: negateCents(amountCents) },
  ]);
}

/** A payout came back from the bank: the money lies with the processor again. */
export function payoutReturned(amountCents: Cents): LedgerEntry {
  return { ...reversalOf(payoutArrived(amountCents)), kind: 'payout_returned' };
}

/** A payment taken to the bank, and what of it was there. */
export type Banked = { leaseId: string; paymentId: string; amountCents: Cents };

/** Cash, checks and money orders were taken to the bank together. */
export function bankDeposited(payments: readonly Banked[]): LedgerEntry {
  return entry(
    'bank_deposited',
    payments.flatMap(({ leaseId, paymentId, amountCents }): LedgerPosting[] => {
      assertPositive(amountCents);
      return [
        { account: 'bank', amountCents, leaseId, paymentId },
        { account: 'undeposited_funds', amountCents: negateCents(amountCents), leaseId, paymentId },
      ];
    }),
  );
}

/** It was written down by mistake: all of it is not in the bank yet. */
export function bankDepositVoided(payments: readonly Banked[]): LedgerEntry {
  return { ...reversalOf(bankDeposited(payments)), kind: 'bank_deposit_voided' };
}
