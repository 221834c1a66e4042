import { allocateByDate } from '../../domain/account-replay';
import type { PlainDateString } from '../../domain/calendar';
import type { PaymentRef } from '../../domain/ledger';
import type { Cents } from '../../domain/money';
import { allocateBesidePlan, type PaymentPurpose } from '../../domain/payment-plans';
import { openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { planInForce } from '../payment-plans/plan-in-force';
import { overPrisma } from '../sql-runner';

export type Allocatable = {
  organizationId: string;
  paymentId: string;
  leaseId: string;
  amountCents: Cents;
  effectiveOn: PlainDateString;
  /** Two letters: whose order of payment holds. */
  state: string;
  /** Where a payment plan runs: what this money is for. */
  purpose?: PaymentPurpose | undefined;
};

/**
 * Gives a payment to the lease's open charges by the state's order and stores the allocation. The lease must be
 * locked. @returns the payment as the ledger sees it; what no charge took is the tenant's credit
 */
export async function allocateToCharges(tx: Transaction, payment: Allocatable): Promise<PaymentRef> {
  const run = overPrisma(tx);
  const { organizationId, leaseId, amountCents, state, effectiveOn, purpose = 'any' } = payment;
  const open = await openCharges(run, organizationId, leaseId);
  const plan = await planInForce(run, { organizationId, leaseId, on: effectiveOn }, open);
  const { allocations } =
    plan === null
      ? allocateByDate(amountCents, open, state, effectiveOn)
      : allocateBesidePlan(amountCents, open, plan, { purpose, state, effectiveOn });
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
