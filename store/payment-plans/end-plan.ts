import { TenureError } from '../../domain/errors';
import { assertMayBecome, type PaymentPlanStatus } from '../../domain/states';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { periodsOf } from './accept-plan';
import { assertNothingUnderWay, type LoadedPlan, lockPlan } from './lock-plan';
import { type PlanNotice, tellOfPlan } from './tell-of-plan';

export type PlanEnd = Exclude<PaymentPlanStatus, 'offered' | 'active'>;

export type EndedPlan = {
  organizationId: string;
  planId: string;
  to: PlanEnd;
  reason?: string | undefined;
  actor: string;
  linkKey: Buffer;
  now: Date;
};

/**
 * Ends a plan, tells both sides, and lets the ordinary collection go on with what is still open. Repeating changes
 * nothing. The facts decide: one that is not missed is not broken, one with something left is not completed.
 * @returns whether the plan has ended so
 * @throws TenureError not_found, illegal_transition; conflict while a payment is being presented
 */
export async function endPlan(tx: Transaction, end: EndedPlan): Promise<boolean> {
  const { to, now } = end;
  const plan = await lockPlan(tx, end.planId, now);
  if (plan.status === to) return true;
  if (to === 'broken' && !isMissed(plan)) return false;
  if (to === 'completed' && !(await isPaidForSure(tx, plan))) return false;
  if (to === 'expired' && (plan.status !== 'offered' || plan.today <= plan.acceptBy)) return plan.status !== 'offered';
  assertMayBecome('payment_plan', plan.status, to);
  if (to === 'canceled') await assertNothingUnderWay(tx, plan.leaseId);
  const wasActive = plan.status === 'active';
  await tx.paymentPlan.update({
    where: { id: plan.id },
    data: { status: to, endedAt: now, endReason: end.reason ?? null },
    select: { id: true },
  });
  const missed = plan.progress.next;
  await appendEvent(tx, {
    organizationId: plan.organizationId,
    type: `payment_plan.${to}`,
    subjectId: plan.id,
    alsoAbout: [plan.leaseId, plan.tenantId, plan.lease.unitId, plan.lease.unit.propertyId],
    payload: {
      amount_cents: plan.coveredCents,
      open_cents: plan.progress.leftCents,
      reason: end.reason,
      ...(to === 'broken' && missed !== null ? { installment: missed.number, due_on: missed.dueOn } : {}),
    },
    actor: end.actor,
  });
  const notice = noticeOf(plan, end);
  if (notice !== null) await tellOfPlan(tx, plan, notice, end.linkKey, now);
  const own = { workflowType: 'paymentPlan', workflowId: workflowIds.paymentPlan(plan.id) } as const;
  const { organizationId } = plan;
  await enqueueCommand(tx, { organizationId, ...own, kind: 'signal', signal: 'planChanged', ifThere: true });
  if (wasActive && plan.progress.leftCents > 0) await collectAgain(tx, plan);
  return true;
}

function isMissed({ status, progress }: LoadedPlan): boolean {
  return status === 'active' && progress.installments.some((one) => one.status === 'missed');
}

/** Paid, and not with money that a bank may still send back. */
async function isPaidForSure(tx: Transaction, plan: LoadedPlan): Promise<boolean> {
  return plan.status === 'active' && plan.progress.leftCents <= 0 && !(await hasMoneyInTransit(tx, plan));
}

/** Whether something that pays what the plan covers may still come back. */
export async function hasMoneyInTransit(tx: Transaction, plan: LoadedPlan): Promise<boolean> {
  const inTransit = await tx.allocation.count({
    where: {
      voidedAt: null,
      chargeId: { in: plan.covered.map((one) => one.chargeId) },
      payment: { status: 'processing' },
    },
  });
  return inTransit > 0;
}

function noticeOf(plan: LoadedPlan, { to, reason }: EndedPlan): PlanNotice | null {
  if (to === 'completed') return { kind: 'plan_completed' };
  if (to === 'broken' && plan.progress.next !== null) return { kind: 'plan_broken', dueOn: plan.progress.next.dueOn };
  if (to === 'canceled' || to === 'withdrawn') return { kind: 'plan_canceled', reason: reason ?? '' };
  return null;
}

/** The latest of the months that are open is collected again: it collects what was owed before it, too. */
async function collectAgain(tx: Transaction, plan: LoadedPlan): Promise<void> {
  const { organizationId, leaseId, lease } = plan;
  const stillOpen = new Set(plan.covered.filter((one) => one.openCents > 0).map((one) => one.chargeId));
  const period = periodsOf({ charges: plan.charges.filter((one) => stillOpen.has(one.chargeId)) }).at(-1);
  if (period === undefined) throw new TenureError('internal', 'Something is open of a plan that covers nothing.');
  const input = { organizationId, leaseId, propertyId: lease.unit.propertyId, period };
  const workflowId = workflowIds.rentCollection(leaseId, period);
  const signal = { kind: 'signal_with_start', signal: 'moneyChanged', input, restart: true } as const;
  await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
}
