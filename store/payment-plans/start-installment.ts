import { type MethodKind, nextPresentment, type PastPresentment, PRESENTMENT_CAPS } from '../../domain/presentments';
import type { PresentmentStatus } from '../../domain/states';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { applyCredit } from '../payments/apply-credit';
import { installmentObligation, obligationOf } from '../payments/obligations';
import { toSqlDate } from '../plain-dates';
import { createPresentment } from '../presentments/create-presentment';
import { isOpenTry, isUsedUp, triesFor, triesOf } from '../presentments/tries-for';
import { periodsOf } from './accept-plan';
import { lockPlan } from './lock-plan';

/** What a plan may do about what is due of it. */
export type InstallmentStep =
  | { kind: 'clear' }
  | { kind: 'ended' }
  | { kind: 'no_method' }
  | { kind: 'not_accepting' }
  | { kind: 'present'; presentmentId: string; isUnknown: boolean }
  | { kind: 'in_flight'; presentmentId: string; isOwn: boolean }
  | { kind: 'wait'; untilMs: number }
  | { kind: 'needs_person'; meaning: string };

/**
 * Decides and records the next presentment of what is due of a plan, in one transaction under the lease's lock, by the
 * same rules and caps as a month's collection: tries of the covered months count here, and these count there.
 */
export async function startInstallment(
  tx: Transaction,
  of: { planId: string; workflowId: string; now: Date },
): Promise<InstallmentStep> {
  const { now, planId } = of;
  const before = await lockPlan(tx, planId, now);
  const { organizationId, leaseId, lease } = before;
  if (before.status !== 'active') return { kind: 'ended' };
  await applyCredit(tx, { organizationId, leaseId, state: lease.state, on: before.today });
  const plan = await lockPlan(tx, planId, now);
  const { progress, paymentMethod: method } = plan;
  if (progress.dueCents <= 0 || progress.next === null) return { kind: 'clear' };
  const obligation = installmentObligation(planId, progress.next.number);
  const sharing = periodsOf(plan).map((period) => obligationOf(leaseId, period));
  const shared = [obligation, ...sharing];
  const tries = await triesFor(tx, { leaseId, obligations: shared });
  const rows = tries.filter((row) => shared.some((each) => triesOf([row], each).length > 0));
  const open = tries.find((row) => isOpenTry(row));
  if (open !== undefined) {
    const isOwn = open.obligation.startsWith(`plan/${planId}/`);
    const mayGoOn = isOwn && (open.status === 'created' || open.status === 'unknown');
    if (mayGoOn) return { kind: 'present', presentmentId: open.id, isUnknown: open.status === 'unknown' };
    return { kind: 'in_flight', presentmentId: open.id, isOwn };
  }
  if (method === null) return { kind: 'no_method' };
  if (!lease.acceptingPayments) return { kind: 'not_accepting' };
  if (method.status !== 'active') return { kind: 'needs_person', meaning: 'the way to pay cannot be used any more' };
  const kind = method.kind as MethodKind;
  const context = { nowMs: now.getTime(), zone: lease.timeZone };
  const verdict = nextPresentment(rows.map(asPast), { kind, paymentMethodId: method.id }, context);
  if (verdict.kind === 'needs_person') return { kind: 'needs_person', meaning: verdict.meaning };
  if (verdict.kind === 'capped' || shared.some((each) => isUsedUp(tries, each, kind))) {
    return { kind: 'needs_person', meaning: PRESENTMENT_CAPS[kind].rule };
  }
  // Nothing of it is open: that was asked above.
  if (verdict.kind !== 'present') return { kind: 'wait', untilMs: now.getTime() + HOUR_MS };
  if (verdict.atMs > now.getTime()) return { kind: 'wait', untilMs: verdict.atMs };
  const payment = await tx.payment.create({
    data: {
      id: newId('payment'),
      organizationId,
      leaseId,
      tenantId: plan.tenantId,
      planId,
      kind: 'plan',
      method: method.kind,
      paymentMethodId: method.id,
      amountCents: BigInt(progress.dueCents),
      obligation,
      effectiveOn: toSqlDate(plan.today),
      workflowId: of.workflowId,
    },
    select: { id: true },
  });
  const wanted = { organizationId, paymentId: payment.id, paymentMethodId: method.id, now };
  const { id: presentmentId } = await createPresentment(tx, wanted);
  return { kind: 'present', presentmentId, isUnknown: false };
}

const HOUR_MS = 3_600_000;

type Row = Awaited<ReturnType<typeof triesFor>>[number];

function asPast(row: Row): PastPresentment {
  return {
    presentedAtMs: row.presentedAt.getTime(),
    resolvedAtMs: row.resolvedAt?.getTime(),
    methodKind: row.methodKind as MethodKind,
    paymentMethodId: row.paymentMethodId,
    status: row.status as PresentmentStatus,
    failureCode: row.failureCode,
    declineCode: row.declineCode,
  };
}
