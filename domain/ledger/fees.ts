import { type Cents, negateCents } from '../money';
import { assertPositive, entry, type LedgerEntry, type LedgerPosting, reversalOf } from './entry';

/** A payment of which the service kept something; one for an application has no lease. */
type FeeOf = { leaseId?: string; paymentId: string };

/** The processor keeps a fee for a dispute, whatever becomes of it. */
export function disputeFeeKept(dispute: FeeOf, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  return entry('dispute_fee', processingFee(feeCents, dispute));
}

/** What the processor kept of a payment, as it shows it. */
export function processingFeeKept(payment: FeeOf, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  return entry('processing_fee', processingFee(feeCents, payment));
}

/** The lines of a fee that the processor kept of what it had collected; none for a fee of nothing. */
export function processingFee(fee: Cents, { paymentId, leaseId }: FeeOf): LedgerPosting[] {
  if (fee === 0) return [];
  const about = leaseId === undefined ? { paymentId } : { leaseId, paymentId };
  return [
    { ...about, account: 'processing_fees', amountCents: fee },
    { ...about, account: 'undeposited_funds', amountCents: negateCents(fee) },
  ];
}

/** The platform kept its fee of a payment that went to the organization's own account. */
export function platformFeeKept(payment: { leaseId: string; paymentId: string }, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  const { leaseId, paymentId } = payment;
  return entry('platform_fee', [
    { account: 'platform_fees', amountCents: feeCents, leaseId, paymentId },
    { account: 'undeposited_funds', amountCents: negateCents(feeCents), leaseId, paymentId },
  ]);
}

/** A part of it, or all, went back with the money. */
export function platformFeeReturned(payment: { leaseId: string; paymentId: string }, feeCents: Cents): LedgerEntry {
  assertPositive(feeCents);
  const { leaseId, paymentId } = payment;
  return entry('platform_fee_returned', [
    { account: 'undeposited_funds', amountCents: feeCents, leaseId, paymentId },
    { account: 'platform_fees', amountCents: negateCents(feeCents), leaseId, paymentId },
  ]);
}

/** The payer bore the fee of their card: an entry of its own, beside the payment's, and never part of rent. */
export function cardFeeReceived(fee: { leaseId: string; paymentId: string; feeCents: Cents }): LedgerEntry {
  assertPositive(fee.feeCents);
  const { leaseId, paymentId, feeCents } = fee;
  return entry('card_fee_received', [
    { account: 'undeposited_funds', amountCents: feeCents, leaseId, paymentId },
    { account: 'card_fee_income', amountCents: negateCents(feeCents), leaseId, paymentId },
  ]);
}

/** What went back of the card fee with the payment, or with its part of it. */
export function cardFeeReturned(fee: { leaseId: string; paymentId: string; feeCents: Cents }): LedgerEntry {
  return { ...reversalOf(cardFeeReceived(fee)), kind: 'card_fee_returned' };
}
