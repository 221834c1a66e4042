import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import type { Cents } from '../../domain/money';
import { type CoveredCharge, type Installment, type PlanProgress, planProgress } from '../../domain/payment-plans';
import { type PaymentPlanStatus, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import { openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { fromSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';

const WITH = {
  lease: { include: { unit: { include: { property: true } }, tenants: { include: { tenant: true } } } },
  paymentMethod: true,
  tenant: true,
  installments: { orderBy: { number: 'asc' } },
  charges: { include: { charge: true } },
} as const;

/** A plan with its lease, how far it is, and the date there. */
export type LoadedPlan = Awaited<ReturnType<typeof readPlan>>;

/**
 * Takes a plan's lease for this transaction, as everything does that moves its money, and reads the plan.
 * @throws TenureError not_found
 */
export async function lockPlan(tx: Transaction, planId: string, now: Date) {
  await tx.$queryRaw`select l.id from leases l join payment_plans p on p.lease_id = l.id where p.id = ${planId} for update of l`;
  return readPlan(tx, planId, now);
}

/** Reads a plan. @throws TenureError not_found */
export async function readPlan(tx: Transaction, planId: string, now: Date) {
  const row = await tx.paymentPlan.findUnique({ where: { id: planId }, include: WITH });
  if (row === null) throw notFound('payment plan');
  const today = localDateAt(now.getTime(), row.lease.timeZone);
  const open = await openCharges(overPrisma(tx), row.organizationId, row.leaseId);
  const openOf = new Map(open.map((charge) => [charge.chargeId, charge.openCents]));
  const paid = await paidAsPlan(tx, row.id);
  const covered = row.charges.map(
    (one): CoveredCharge => ({
      chargeId: one.chargeId,
      coveredCents: fromSqlCents(one.amountCents),
      planPaidCents: paid.get(one.chargeId) ?? fromSqlCents(0n),
      openCents: openOf.get(one.chargeId) ?? fromSqlCents(0n),
    }),
  );
  const installments = row.installments.map(
    (one): Installment => ({
      number: one.number,
      dueOn: fromSqlDate(one.dueOn),
      amountCents: fromSqlCents(one.amountCents),
    }),
  );
  return {
    ...row,
    status: statusOf(row.status),
    coveredCents: fromSqlCents(row.coveredCents),
    offeredOn: fromSqlDate(row.offeredOn),
    acceptBy: fromSqlDate(row.acceptBy),
    covered,
    installments,
    today,
    progress: progressOf(row.status, { installments, graceDays: row.graceDays }, covered, today),
  };
}

/** By charge, what was paid of it as the plan's. */
async function paidAsPlan(tx: Transaction, planId: string): Promise<Map<string, Cents>> {
  const rows = await tx.allocation.groupBy({
    by: ['chargeId'],
    where: { planId, voidedAt: null },
    _sum: { planCents: true },
  });
  return new Map(rows.map((row) => [row.chargeId, fromSqlCents(row._sum.planCents ?? 0n)]));
}

/** Before it is accepted, and once it has ended otherwise than paid, nothing of it is due. */
function progressOf(
  status: string,
  plan: { installments: readonly Installment[]; graceDays: number },
  covered: readonly CoveredCharge[],
  today: PlainDateString,
): PlanProgress {
  return planProgress(plan, covered, status === 'active' ? today : (plan.installments[0]?.dueOn ?? today));
}

function statusOf(text: string): PaymentPlanStatus {
  const status = statesOf('payment_plan').find((known) => known === text);
  if (status === undefined) throw new TenureError('internal', 'The payment plan has a state nobody knows.');
  return status;
}

/** Refuses a change while nobody knows whether money moves. @throws TenureError conflict */
export async function assertNothingUnderWay(tx: Transaction, leaseId: string): Promise<void> {
  const open = await tx.presentment.count({
    where: { leaseId, status: { in: ['created', 'submitted', 'unknown'] } },
  });
  if (open > 0) {
    throw new TenureError(
      'conflict',
      'A payment of this lease is being presented right now. Try again once its outcome is known, in a minute or two.',
    );
  }
}
