import { z } from 'zod';
import { parsePlainDate } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { endPlan } from '../../store/payment-plans/end-plan';
import { listPlans } from '../../store/payment-plans/list-plans';
import { readPlan } from '../../store/payment-plans/lock-plan';
import { draftPlan, offerPlan, type PlanWishes } from '../../store/payment-plans/offer-plan';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newestFirst, placeIn } from '../work-orders/newest-first';
import { cancelBody, planAnswer, planBody, planQuery, previewAnswer } from './schemas';
import { serializeDraft, serializePlan } from './serialize';

const tag = 'Money';
const one = z.strictObject({ id: id('paymentPlan') });

export const paymentPlanRoutes: Route[] = [
  route({
    method: 'post',
    path: '/payment-plans/preview',
    tag,
    summary: 'What a payment plan would look like',
    description: 'Nothing is offered and nothing changes.',
    permission: 'payment_plans.write',
    body: planBody,
    answer: previewAnswer,
    idempotency: 'none',
    inTransaction: async ({ body, organizationId, now }, tx) =>
      serializeDraft(body.lease_id, await draftPlan(tx, wishesOf(body, organizationId, now))),
  }),
  route({
    method: 'post',
    path: '/payment-plans',
    tag,
    summary: 'Offer a payment plan',
    description:
      'For charges that are past due. Each tenant gets a link to accept it, and may allow a stored way to pay to be charged on each date. While it runs, what it covers bears no late fee and is collected by nothing else. One plan lives at a time for a lease.',
    permission: 'payment_plans.write',
    body: planBody,
    answer: planAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx, { linkKey }) => {
      const wishes = wishesOf(body, organizationId, now);
      const planId = await offerPlan(tx, { ...wishes, note: body.note, actor: actor.id, linkKey });
      reply.header('Location', `/v1/payment-plans/${planId}`);
      return serializePlan(await readPlan(tx, planId, now));
    },
  }),
  route({
    method: 'get',
    path: '/payment-plans',
    tag,
    summary: 'Payment plans, the newest first',
    permission: 'payment_plans.read',
    query: planQuery,
    answer: listOf(planAnswer),
    inTransaction: async ({ query, now }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const { lease_id: leaseId, status, cursor } = query;
      const rows = await listPlans(tx, { leaseId, status, after: placeIn(cursor), now, limit });
      return pageOf(rows, limit, serializePlan, newestFirst);
    },
  }),
  route({
    method: 'get',
    path: '/payment-plans/{id}',
    tag,
    summary: 'One payment plan with how far it is',
    permission: 'payment_plans.read',
    params: one,
    answer: planAnswer,
    inTransaction: async ({ params, now }, tx) => serializePlan(await readPlan(tx, params.id, now)),
  }),
  route({
    method: 'post',
    path: '/payment-plans/{id}/cancel',
    tag,
    summary: 'Withdraw an offer, or cancel a plan that runs',
    description:
      'What is still open goes back to the ordinary collection; the tenants are told why. To change a plan, cancel it and offer another. Refused while a payment is being presented.',
    permission: 'payment_plans.write',
    params: one,
    body: cancelBody,
    answer: planAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx, { linkKey }) => {
      const { status } = await readPlan(tx, params.id, now);
      const to = status === 'offered' || status === 'withdrawn' ? 'withdrawn' : 'canceled';
      const end = { organizationId, planId: params.id, to, reason: body.reason, actor: actor.id } as const;
      await endPlan(tx, { ...end, linkKey, now });
      return serializePlan(await readPlan(tx, params.id, now));
    },
  }),
];

function wishesOf(body: z.output<typeof planBody>, organizationId: string, now: Date): PlanWishes {
  const { schedule } = body;
  return {
    organizationId,
    leaseId: body.lease_id,
    chargeIds: body.charge_ids,
    graceDays: body.grace_days,
    acceptBy: body.accept_by === undefined ? undefined : parsePlainDate(body.accept_by),
    now,
    schedule:
      schedule.kind === 'dates'
        ? {
            kind: 'dates',
            installments: schedule.installments.map(({ due_on, amount_cents }) => ({
              dueOn: parsePlainDate(due_on),
              amountCents: cents(amount_cents),
            })),
          }
        : {
            kind: 'split',
            count: schedule.count,
            every: schedule.every,
            firstDueOn: parsePlainDate(schedule.first_due_on),
            downPaymentCents: cents(schedule.down_payment_cents),
          },
  };
}
