import type { ChargeKind } from '../charge-kinds';
import { type Cents, cents, negateCents, sumCents } from '../money';
import { assertPositive, type LedgerPosting } from './entry';

/** A part of a payment that pays a charge. */
export type Allocated = { chargeId: string; kind: ChargeKind; amountCents: Cents };

/** A payment and what it pays. What is left over after the allocations becomes the tenant's credit. */
export type PaymentRef = {
  leaseId: string;
  paymentId: string;
  amountCents: Cents;
  allocations: readonly Allocated[];
};

/** Where received money lies. */
export type MoneyAccount = 'in_transit' | 'undeposited_funds' | 'bank' | 'deposit_bank';

/**
 * The lines of a payment: where its money lies now, what it pays, and as the tenant's credit what is left over.
 * @throws RangeError where more is allocated than was paid
 */
export function paidInto(account: MoneyAccount, payment: PaymentRef): LedgerPosting[] {
  assertPositive(payment.amountCents);
  const { leaseId, paymentId, amountCents, allocations } = payment;
  const credit = cents(amountCents - sumCents(allocations.map((paid) => paid.amountCents)));
  if (credit < 0) throw new RangeError('More is allocated than was paid');
  return [
    { account, amountCents, leaseId, paymentId },
    ...allocations.flatMap((paid) => chargePaid(leaseId, paymentId, paid)),
    ...(credit > 0
      ? [{ account: 'tenant_credit' as const, amountCents: negateCents(credit), leaseId, paymentId }]
      : []),
  ];
}

/** The lines by which a part of a payment pays its charge. */
export function chargePaid(leaseId: string, paymentId: string, paid: Allocated): LedgerPosting[] {
  const amountCents = negateCents(paid.amountCents);
  const line: LedgerPosting = { account: 'receivable', amountCents, leaseId, chargeId: paid.chargeId, paymentId };
  return paid.kind === 'deposit' ? [line, ...depositReceived(leaseId, paymentId, paid)] : [line];
}

/** Money received is a deposit: a liability from now on. Part of every payment that pays a deposit charge. */
function depositReceived(leaseId: string, paymentId: string, paid: Allocated): LedgerPosting[] {
  const { chargeId, amountCents } = paid;
  return [
    { account: 'deposits_billed', amountCents, leaseId, chargeId, paymentId },
    { account: 'deposits_held', amountCents: negateCents(amountCents), leaseId, chargeId, paymentId },
  ];
}
