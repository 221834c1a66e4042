import { notFound, TenureError } from '../../domain/errors';
import { localeOf } from '../../domain/locales';
import { planAgreement } from '../../domain/plan-authorization';
import { assertMayBecome } from '../../domain/states';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { methodLabel } from '../payments/method-label';
import { assertNothingUnderWay, type LoadedPlan, lockPlan } from './lock-plan';
import { tellOfPlan } from './tell-of-plan';

export type Acceptance = {
  organizationId: string;
  planId: string;
  tenantId: string;
  /** The stored way to pay that may be charged on each date; null where each is paid by link. */
  paymentMethodId: string | null;
  locale: string;
  ip: string;
  userAgent: string;
  linkKey: Buffer;
  now: Date;
};

/**
 * A tenant agrees to a plan: from now on what it covers is collected by it alone, and bears no late fee. They get a
 * copy of the words. Repeating changes nothing.
 * @throws TenureError not_found; illegal_transition once the offer has ended; conflict while a payment is presented
 */
export async function acceptPlan(tx: Transaction, accepted: Acceptance): Promise<void> {
  const { organizationId, planId, tenantId, paymentMethodId, now, linkKey } = accepted;
  const plan = await lockPlan(tx, planId, now);
  if (plan.status === 'active' && plan.tenantId === tenantId) return;
  const own = plan.lease.tenants.find((one) => one.tenantId === tenantId);
  if (own === undefined) throw notFound('payment plan');
  assertMayBecome('payment_plan', plan.status, 'active');
  if (plan.today > plan.acceptBy) {
    throw new TenureError('illegal_transition', `This offer ended on ${plan.acceptBy}. Please ask for another.`);
  }
  await assertNothingUnderWay(tx, plan.leaseId);
  const method =
    paymentMethodId === null ? null : await tx.paymentMethod.findUnique({ where: { id: paymentMethodId } });
  if (paymentMethodId !== null && method?.tenantId !== tenantId) throw notFound('way to pay');
  if (method !== null && method.status !== 'active') {
    throw new TenureError('not_possible', 'This way to pay cannot be used any more.');
  }
  const text = await agreementOf(
    tx,
    plan,
    own.tenant.name,
    method === null ? null : methodLabel(method, localeOf(accepted.locale)),
    accepted.locale,
  );
  await tx.paymentPlan.update({
    where: { id: plan.id },
    data: {
      status: 'active',
      tenantId,
      paymentMethodId,
      authorizationText: text,
      ip: accepted.ip,
      userAgent: accepted.userAgent,
      acceptedAt: now,
    },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'payment_plan.accepted',
    subjectId: plan.id,
    alsoAbout: [plan.leaseId, tenantId, plan.lease.unitId, plan.lease.unit.propertyId],
    payload: { amount_cents: plan.coveredCents, method: method === null ? undefined : methodLabel(method, 'en') },
    actor: tenantId,
  });
  const active: LoadedPlan = { ...plan, status: 'active', tenantId, paymentMethodId };
  await tellOfPlan(tx, active, { kind: 'plan_accepted', text }, linkKey, now);
  await tellWorkflows(tx, plan);
}

/** The words that a tenant agrees to, in their language. */
export async function agreementOf(
  tx: Transaction,
  plan: LoadedPlan,
  payer: string,
  method: string | null,
  locale: string,
): Promise<string> {
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: plan.organizationId } });
  const { unit } = plan.lease;
  return planAgreement(
    {
      payer,
      landlord: organization.name,
      address: `${unit.property.addressLine1}, ${unit.number}`,
      coveredCents: plan.coveredCents,
      graceDays: plan.graceDays,
      installments: plan.installments,
      method,
    },
    localeOf(locale),
  );
}

/** The plan's own workflow goes on, and the collections of what it covers look again: there is nothing left for them. */
async function tellWorkflows(tx: Transaction, plan: LoadedPlan): Promise<void> {
  const { organizationId, leaseId } = plan;
  const own = { organizationId, workflowType: 'paymentPlan', workflowId: workflowIds.paymentPlan(plan.id) } as const;
  await enqueueCommand(tx, { ...own, kind: 'signal', signal: 'planChanged', ifThere: true });
  for (const period of periodsOf(plan)) {
    const workflowId = workflowIds.rentCollection(leaseId, period);
    const signal = { kind: 'signal', signal: 'moneyChanged', ifThere: true } as const;
    await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
  }
}

/** The months whose charges a plan covers, oldest first. */
export function periodsOf(plan: Pick<LoadedPlan, 'charges'>): string[] {
  return [...new Set(plan.charges.map(({ charge }) => charge.period))].sort();
}
