import { type Cents, cents, negateCents } from '../money';
import { assertPositive, entry, type LedgerEntry, type LedgerPosting, reversalOf } from './entry';

/** An owner's month in whole cents: what is good for the owner is positive. */
export type OwnerMonth = {
  ownerId: string;
  collectedCents: Cents;
  /** Zero or less in an ordinary month. */
  managementFeeCents: Cents;
  repairsCents: Cents;
  otherExpensesCents: Cents;
  /** What the platform and the payment service kept, where the owners bear it. */
  platformFeesCents: Cents;
  processingFeesCents: Cents;
  /** What goes into the reserve; negative where it is drawn on. */
  reserveCents: Cents;
};

/**
 * An owner's month: what was collected for them is owed to them, less the manager's fee, what their property cost and
 * what is kept back. Lines of nothing are left out; null where nothing happened at all.
 */
export function ownerStatementPosted(month: OwnerMonth): LedgerEntry | null {
  const { ownerId, collectedCents, managementFeeCents, repairsCents, otherExpensesCents, reserveCents } = month;
  const { platformFeesCents, processingFeesCents } = month;
  const expenses = cents(repairsCents + otherExpensesCents + platformFeesCents + processingFeesCents);
  const owed = cents(collectedCents + managementFeeCents + expenses - reserveCents);
  const lines: LedgerPosting[] = [
    { account: 'owner_income', amountCents: collectedCents },
    { account: 'management_fees', amountCents: managementFeeCents },
    { account: 'repairs', amountCents: repairsCents },
    { account: 'property_expenses', amountCents: otherExpensesCents },
    { account: 'platform_fees', amountCents: platformFeesCents },
    { account: 'processing_fees', amountCents: processingFeesCents },
    { account: 'owner_reserve', amountCents: negateCents(reserveCents), ownerId },
    { account: 'owner_payable', amountCents: negateCents(owed), ownerId },
  ];
  const postings = lines.filter(({ amountCents }) => amountCents !== 0);
  return postings.length === 0 ? null : entry('owner_statement', postings);
}

/** Money is about to go to an owner: it is owed no more, and on its way. */
export function ownerPayoutBegun(ownerId: string, amountCents: Cents): LedgerEntry {
  assertPositive(amountCents);
  return entry('owner_payout_begun', [
    { account: 'owner_payable', amountCents, ownerId },
    { account: 'owner_payouts', amountCents: negateCents(amountCents), ownerId },
  ]);
}

/** It arrived, from where the money lay: with the payment service, or in the bank. */
export function ownerPayoutPaid(ownerId: string, amountCents: Cents, from: 'undeposited_funds' | 'bank'): LedgerEntry {
  assertPositive(amountCents);
  return entry('owner_payout_paid', [
    { account: 'owner_payouts', amountCents, ownerId },
    { account: from, amountCents: negateCents(amountCents) },
  ]);
}

/** It never left: it is owed again. */
export function ownerPayoutFailed(ownerId: string, amountCents: Cents): LedgerEntry {
  return { ...reversalOf(ownerPayoutBegun(ownerId, amountCents)), kind: 'owner_payout_failed' };
}

/** It came back after it had arrived: it is owed again, and lies where it came from. */
export function ownerPayoutReturned(
  ownerId: string,
  amountCents: Cents,
  to: 'undeposited_funds' | 'bank',
): LedgerEntry {
  assertPositive(amountCents);
  return entry('owner_payout_returned', [
    { account: to, amountCents },
    { account: 'owner_payable', amountCents: negateCents(amountCents), ownerId },
  ]);
}
