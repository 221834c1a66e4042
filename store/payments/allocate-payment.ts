import { allocateByDate } from '../../domain/account-replay';
import type { PlainDateString } from '../../domain/calendar';
import type { PaymentRef } from '../../domain/ledger';
import { type Cents, subtractCents, sumCents } from '../../domain/money';
import { allocateBesidePlan, type PaymentPurpose, type PlanAllocation } from '../../domain/payment-plans';
import { type OpenChargeRow, openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { planInForce } from '../payment-plans/plan-in-force';
import { planPart } from '../payment-plans/plan-part';
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
  /** Months (`YYYY-MM`) that are paid of it only once nothing else is due. */
  spares?: readonly string[] | undefined;
};

/**
 * Gives a payment to the lease's open charges by the state's order and stores the allocation. The lease must be
 * locked. @returns the payment as the ledger sees it; what no charge took is the tenant's credit
 */
export async function allocateToCharges(tx: Transaction, payment: Allocatable): Promise<PaymentRef> {
  const run = overPrisma(tx);
  const { organizationId, leaseId, amountCents, state, effectiveOn, purpose = 'any', spares = [] } = payment;
  const open = await openCharges(run, organizationId, leaseId);
  const plan = await planInForce(run, { organizationId, leaseId, on: effectiveOn }, open);
  const allocations: (Omit<PlanAllocation, 'planCents'> & { planCents?: Cents })[] = [];
  for (const charges of inSteps(open, spares, effectiveOn)) {
    const left = subtractCents(amountCents, sumCents(allocations.map((part) => part.amountCents)));
    const given =
      plan === null
        ? allocateByDate(left, charges, state, effectiveOn)
        : allocateBesidePlan(left, charges, plan, { purpose, state, effectiveOn });
    allocations.push(...given.allocations);
  }
  await tx.allocation.createMany({
    data: allocations.map((part) => ({
      id: newId('allocation'),
      organizationId: payment.organizationId,
      paymentId: payment.paymentId,
      chargeId: part.chargeId,
      amountCents: BigInt(part.amountCents),
      ...planPart(plan?.planId, part.planCents),
    })),
  });
  return { leaseId: payment.leaseId, paymentId: payment.paymentId, amountCents: payment.amountCents, allocations };
}

/** What the payment is not meant for comes after everything else that is due, as when an account is counted anew. */
function inSteps(open: readonly OpenChargeRow[], spares: readonly string[], on: PlainDateString): OpenChargeRow[][] {
  const spared = open.filter((charge) => spares.includes(charge.period));
  if (spared.length === 0) return [[...open]];
  const others = open.filter((charge) => !spares.includes(charge.period));
  return [others.filter(({ dueOn }) => dueOn <= on), spared, others.filter(({ dueOn }) => dueOn > on)];
}
