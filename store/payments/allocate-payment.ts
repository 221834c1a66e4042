import type { PlainDateString } from '../../domain/calendar';
import type { PaymentRef } from '../../domain/ledger';
import type { Cents } from '../../domain/money';
import { allocatePayment } from '../../domain/payment-order';
import { openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { overPrisma } from '../sql-runner';

export type Allocatable = {
  organizationId: string;
  paymentId: string;
  leaseId: string;
  amountCents: Cents;
  effectiveOn: PlainDateString;
  /** Two letters: whose order of payment holds. */
  state: string;
};

/**
 * Gives a payment to the lease's open charges by the state's order and stores the allocation. The lease must be
 * locked. @returns the payment as the ledger sees it; what no charge took is the tenant's credit
 */
export async function allocateToCharges(tx: Transaction, payment: Allocatable): Promise<PaymentRef> {
  const open = await openCharges(overPrisma(tx), payment.organizationId, payment.leaseId);
  const { allocations } = allocatePayment(payment.amountCents, open, payment.state, payment.effectiveOn);
  await tx.allocation.createMany({
    data: allocations.map((part) => ({
      id: newId('allocation'),
      organizationId: payment.organizationId,
      paymentId: payment.paymentId,
      chargeId: part.chargeId,
      amountCents: BigInt(part.amountCents),
    })),
  });
  return { leaseId: payment.leaseId, paymentId: payment.paymentId, amountCents: payment.amountCents, allocations };
}
