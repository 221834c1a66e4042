import { allocateByDate } from '../../domain/account-replay';
import { type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { type Allocated, creditApplied, touchesDeposits } from '../../domain/ledger';
import { type Cents, cents } from '../../domain/money';
import { allocateBesidePlan } from '../../domain/payment-plans';
import { openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { secureDeposit } from '../deposits/secure-deposit';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { planInForce } from '../payment-plans/plan-in-force';
import { type PlanPart, planPart } from '../payment-plans/plan-part';
import { overPrisma } from '../sql-runner';

const WITH_CREDIT = `
  select p.id, (p.amount_cents - p.refunded_cents - p.returned_cents - coalesce(sum(a.amount_cents), 0))::text as credit
  from payments p left join allocations a on a.payment_id = p.id and a.voided_at is null
  where p.organization_id = $1 and p.lease_id = $2 and p.status in ('succeeded', 'processing')
  group by p.id
  having p.amount_cents - p.refunded_cents - p.returned_cents > coalesce(sum(a.amount_cents), 0)
  order by p.effective_on, p.id`;

/** Whether a lease's tenants have paid ahead. Asked before its lock is taken, which most months then need not take. */
export async function hasCredit(tx: Transaction, of: { organizationId: string; leaseId: string }): Promise<boolean> {
  return (await overPrisma(tx)(WITH_CREDIT, [of.organizationId, of.leaseId])).length > 0;
}

export type CreditUse = { organizationId: string; leaseId: string; state: string; on: string };

/**
 * What a lease's tenants have paid ahead pays its open charges, the oldest payment first, and first what may be paid by
 * the day, as counting anew would give it out. The lease must be locked.
 */
export async function applyCredit(tx: Transaction, use: CreditUse): Promise<void> {
  const run = overPrisma(tx);
  const { organizationId, leaseId } = use;
  const payments = await run<{ id: string; credit: string }>(WITH_CREDIT, [organizationId, leaseId]);
  for (const payment of payments) {
    const open = await openCharges(run, organizationId, leaseId);
    const on = use.on as PlainDateString;
    const credit = cents(Number(payment.credit));
    const plan = await planInForce(run, { organizationId, leaseId, on }, open);
    const given =
      plan === null
        ? allocateByDate(credit, open, use.state, on)
        : allocateBesidePlan(credit, open, plan, { purpose: 'any', state: use.state, effectiveOn: on });
    const parts = given.allocations.map((part) => ({ ...part, ...planPart(plan?.planId, planCentsOf(part)) }));
    if (parts.length > 0) await payFromCredit(tx, use, payment.id, parts);
  }
}

function planCentsOf(part: Allocated & { planCents?: Cents }): Cents | undefined {
  return part.planCents;
}

async function payFromCredit(
  tx: Transaction,
  { organizationId, leaseId, on }: CreditUse,
  paymentId: string,
  parts: readonly (Allocated & PlanPart)[],
): Promise<void> {
  const rows = parts.map((part) => ({
    id: newId('allocation'),
    organizationId,
    paymentId,
    chargeId: part.chargeId,
    amountCents: BigInt(part.amountCents),
    planId: part.planId,
    planCents: part.planCents,
  }));
  await tx.allocation.createMany({ data: rows });
  const allocations = parts.map(({ chargeId, kind, amountCents }) => ({ chargeId, kind, amountCents }));
  const entry = creditApplied(leaseId, paymentId, allocations);
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `credit/${rows[0]?.id ?? paymentId}`,
      entry,
      description: 'Paid from what was paid ahead',
      effectiveOn: on,
      leaseId,
      subjectId: paymentId,
    },
  ]);
  if (touchesDeposits(entry)) await secureDeposit(tx, { organizationId, leaseId, on: parsePlainDate(on) });
}
