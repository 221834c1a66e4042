import { type Cents, cents, negateCents, sumCents } from '../money';
import type { AccountCode } from './accounts';

export const ENTRY_KINDS = [
  'charge_posted',
  'charge_voided',
  'fee_waived',
  'debt_written_off',
  'debt_recovered',
  'payment_submitted',
  'payment_settled',
  'payment_received',
  'payment_reversed',
  'payment_reapplied',
  'dispute_fee',
  'processing_fee',
  'platform_fee',
  'platform_fee_returned',
  'card_fee_received',
  'card_fee_returned',
  'credit_applied',
  'refund_requested',
  'refund_issued',
  'refund_failed',
  'charge_reduced',
  'deposit_applied',
  'deposit_returned',
  'deposit_return_failed',
  'deposit_secured',
  'deposit_released',
  'deposit_interest',
  'deposit_transferred',
  'deposit_received',
  'deposit_unapplied',
  'payout_arrived',
  'payout_returned',
  'bank_deposited',
  'bank_deposit_voided',
  'bill_approved',
  'bill_paid',
  'bill_voided',
  'owner_statement',
  'owner_payout_begun',
  'owner_payout_paid',
  'owner_payout_failed',
  'owner_payout_returned',
  'reversal',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One line of an entry: a debit is positive, a credit negative. */
export type LedgerPosting = {
  account: AccountCode;
  amountCents: Cents;
  leaseId?: string;
  chargeId?: string;
  paymentId?: string;
  /** Whose it is, on the accounts that are kept by owner. */
  ownerId?: string;
};

/** Postings that sum to zero, and what they are for. */
export type LedgerEntry = { kind: EntryKind; postings: LedgerPosting[] };

/**
 * An entry of this kind.
 * @throws RangeError where it doesn't balance
 */
export function entry(kind: EntryKind, postings: LedgerPosting[]): LedgerEntry {
  assertBalanced(postings);
  return { kind, postings };
}

/** The entry that undoes another to the cent. */
export function reversalOf(original: LedgerEntry): LedgerEntry {
  return entry('reversal', original.postings.map(opposite));
}

/** The line that undoes another. */
export function opposite(line: LedgerPosting): LedgerPosting {
  return { ...line, amountCents: negateCents(line.amountCents) };
}

/** The sum of the postings of an account, debits positive. */
export function balanceOf(account: AccountCode, postings: Iterable<LedgerPosting>): Cents {
  let balance = 0;
  for (const posting of postings) if (posting.account === account) balance += posting.amountCents;
  return cents(balance);
}

/**
 * Holds the one law of the ledger: an entry has at least two lines and they sum to zero.
 * @throws RangeError otherwise
 */
export function assertBalanced(postings: readonly LedgerPosting[]): void {
  const sum = sumCents(postings.map((posting) => posting.amountCents));
  if (sum !== 0 || postings.length < 2) throw new RangeError(`An entry must balance; this one is off by ${sum} cents`);
}

/**
 * What an entry is told to post is above zero; its lines carry the signs.
 * @throws RangeError otherwise
 */
export function assertPositive(amount: Cents): void {
  if (amount <= 0) throw new RangeError(`An amount to post must be above zero, not ${amount} cents`);
}
