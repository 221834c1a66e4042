import { type Cents, negateCents } from '../money';
import { assertPositive, entry, type LedgerEntry, reversalOf } from './entry';

/** What a bill is booked to until owners bear it: repairs apart, for everything else one account. */
export type ExpenseAccount = 'repairs' | 'property_expenses';

/** A vendor's bill was approved: it is owed from now on. */
export function billApproved(amountCents: Cents, account: ExpenseAccount): LedgerEntry {
  assertPositive(amountCents);
  return entry('bill_approved', [
    { account, amountCents },
    { account: 'vendor_payable', amountCents: negateCents(amountCents) },
  ]);
}

/** An approved bill was paid from the operating account. */
export function billPaid(amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('bill_paid', [
    { account: 'vendor_payable', amountCents },
    { account: 'bank', amountCents: negateCents(amountCents) },
  ]);
}

/** An approved bill that nobody owes after all. */
export function billVoided(amountCents: Cents, account: ExpenseAccount): LedgerEntry {
  return { ...reversalOf(billApproved(amountCents, account)), kind: 'bill_voided' };
}
