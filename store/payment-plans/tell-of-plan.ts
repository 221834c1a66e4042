import type { PlainDateString } from '../../domain/calendar';
import { graceUntil } from '../../domain/payment-plans';
import type { Transaction } from '../database';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import type { LoadedPlan } from './lock-plan';

const LINK_DAYS = 60;
const DAY_MS = 86_400_000;

/** What tenants are told of their plan. */
export type PlanNotice =
  | { kind: 'plan_offered' }
  | { kind: 'plan_accepted'; text: string }
  | { kind: 'plan_installment_due'; number: number }
  | { kind: 'plan_installment_failed'; number: number; meaning: string; presentmentId: string }
  | { kind: 'plan_broken'; dueOn: PlainDateString }
  | { kind: 'plan_canceled'; reason: string }
  | { kind: 'plan_completed' };

/** Tells every tenant of the lease, each once per notice, with a link of their own to the plan. */
export async function tellOfPlan(
  tx: Transaction,
  plan: LoadedPlan,
  notice: PlanNotice,
  linkKey: Buffer,
  now: Date,
): Promise<void> {
  const { organizationId, lease } = plan;
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const address = `${lease.unit.property.addressLine1}, ${lease.unit.number}`;
  // The copy of an agreement is for who agreed.
  const people = lease.tenants.filter(({ tenantId }) => notice.kind !== 'plan_accepted' || tenantId === plan.tenantId);
  for (const { tenant } of people) {
    const dedupeKey = ['plan', plan.id, keyOf(notice), tenant.id].join('/');
    if ((await tx.message.count({ where: { organizationId, dedupeKey } })) > 0) continue;
    const linkId = await createLink(tx, linkKey, {
      organizationId,
      purpose: 'payment_plan',
      subjectId: plan.id,
      partyId: tenant.id,
      locale: tenant.locale,
      expiresAt: new Date(now.getTime() + LINK_DAYS * DAY_MS),
    });
    const base = { org: organization.name, name: tenant.name, address };
    const message = { organizationId, to: tenant, linkId, subjectId: plan.id, dedupeKey };
    await send(tx, plan, notice, { base, message });
  }
}

type Common = {
  base: { org: string; name: string; address: string };
  message: {
    organizationId: string;
    to: LoadedPlan['lease']['tenants'][number]['tenant'];
    linkId: string;
    subjectId: string;
    dedupeKey: string;
  };
};

async function send(tx: Transaction, plan: LoadedPlan, notice: PlanNotice, { base, message }: Common): Promise<void> {
  const autopay = plan.paymentMethodId !== null;
  const { kind } = notice;
  switch (kind) {
    case 'plan_offered': {
      const installments = plan.installments.length;
      const firstDueOn = plan.installments[0]?.dueOn ?? plan.acceptBy;
      const amount = { amountCents: plan.coveredCents, installments, firstDueOn, acceptBy: plan.acceptBy };
      return enqueueMessage(tx, { ...message, kind, variables: { ...base, ...amount } });
    }
    case 'plan_accepted': {
      const variables = { ...base, amountCents: plan.coveredCents, text: notice.text, autopay };
      return enqueueMessage(tx, { ...message, kind, variables });
    }
    case 'plan_installment_due':
    case 'plan_installment_failed': {
      const one = plan.progress.installments.find(({ number }) => number === notice.number);
      if (one === undefined) return;
      const until = { amountCents: one.leftCents, graceUntil: graceUntil(one.dueOn, plan.graceDays) };
      if (kind === 'plan_installment_due') {
        return enqueueMessage(tx, { ...message, kind, variables: { ...base, ...until, dueOn: one.dueOn, autopay } });
      }
      return enqueueMessage(tx, { ...message, kind, variables: { ...base, ...until, meaning: notice.meaning } });
    }
    case 'plan_broken': {
      const variables = { ...base, amountCents: plan.progress.leftCents, dueOn: notice.dueOn };
      return enqueueMessage(tx, { ...message, kind, variables });
    }
    case 'plan_canceled': {
      const variables = { ...base, amountCents: plan.progress.leftCents, reason: notice.reason };
      return enqueueMessage(tx, { ...message, kind, variables });
    }
    case 'plan_completed':
      return enqueueMessage(tx, { ...message, kind, variables: { ...base, amountCents: plan.coveredCents } });
  }
}

function keyOf(notice: PlanNotice): string {
  if (notice.kind === 'plan_installment_due') return `${notice.kind}/${notice.number}`;
  return notice.kind === 'plan_installment_failed' ? `${notice.kind}/${notice.presentmentId}` : notice.kind;
}
