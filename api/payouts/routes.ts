import { z } from 'zod';
import { localDateAt } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { statesOf } from '../../domain/states';
import { fromSqlCents } from '../../store/cents';
import { readOrganization } from '../../store/organizations/read-organization';
import { readOwner } from '../../store/owners/list-owners';
import { createPayout } from '../../store/payouts/create-payout';
import { type ListedPayout, listPayouts, readPayout } from '../../store/payouts/list-payouts';
import { completePayout, failPayout, returnPayout } from '../../store/payouts/move-payout';
import { readOwnerMoney } from '../../store/payouts/owner-money';
import { fromSqlDateOrNull } from '../../store/plain-dates';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { amountCents, DEFAULT_LIMIT, id, instant, listOf, pageQuery, plainDate, text } from '../http/schema';
import { payoutMethod } from '../owners/schemas';
import { newestFirst, placeIn } from '../work-orders/newest-first';

const tag = 'Owners';
const one = z.strictObject({ id: id('ownerPayout') });
const status = z.enum(statesOf('owner_payout'));

const newPayout = z.strictObject({
  owner_id: id('owner'),
  amount_cents: amountCents({ max: 100_000_000 }).optional().meta({ description: 'All that may be paid without it' }),
  method: payoutMethod.optional().meta({ description: 'The owner’s own without it' }),
  reference: text(120).optional(),
});

const payoutAnswer = z
  .object({
    object: z.literal('owner_payout'),
    id: id('ownerPayout'),
    owner_id: id('owner'),
    owner_name: z.string(),
    amount_cents: z.int(),
    currency: z.string(),
    method: payoutMethod,
    status,
    reference: z.string().nullable(),
    paid_on: plainDate().nullable(),
    transfer_ref: z.string().nullable(),
    failure_code: z.string().nullable(),
    failure_message: z.string().nullable(),
    workflow_id: z.string().nullable(),
    created_at: instant,
    settled_at: instant.nullable(),
  })
  .meta({ id: 'OwnerPayout' });

const moneyAnswer = z.object({
  object: z.literal('owner_money'),
  owner_id: id('owner'),
  payable_cents: z.int(),
  held_back_cents: z.int().meta({ description: 'Went back to tenants, or is disputed, since the last statement' }),
  available_cents: z.int(),
  reserve_held_cents: z.int(),
});

export const payoutRoutes: Route[] = [
  route({
    method: 'get',
    path: '/payouts',
    tag,
    summary: 'Payouts to owners, the newest first',
    permission: 'payouts.read',
    query: z.strictObject({ ...pageQuery, owner_id: id('owner').optional(), status: status.optional() }),
    answer: listOf(payoutAnswer),
    inTransaction: async ({ query: { limit = DEFAULT_LIMIT, cursor, owner_id: ownerId, status: wanted } }, tx) => {
      const rows = await listPayouts(tx, { ownerId, status: wanted, after: placeIn(cursor), limit });
      return pageOf(rows, limit, serialize, newestFirst);
    },
  }),
  route({
    method: 'post',
    path: '/payouts',
    tag,
    summary: 'Pay an owner what is owed',
    description:
      'Only what a statement made payable, never money on its way between banks, disputed money or deposits. `stripe` is carried out by its workflow; a check or bank transfer is sent outside, and marked paid when it was.',
    permission: 'payouts.write',
    body: newPayout,
    answer: payoutAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx) => {
      const owner = await readOwner(tx, body.owner_id);
      const { timeZone } = await readOrganization(tx, organizationId);
      const payoutId = await createPayout(tx, {
        organizationId,
        ownerId: owner.id,
        amountCents: body.amount_cents ?? null,
        method: body.method ?? payoutMethod.parse(owner.payoutMethod),
        reference: body.reference ?? null,
        today: localDateAt(now.getTime(), timeZone),
        actor: actor.id,
      });
      reply.header('Location', `/v1/payouts/${payoutId}`);
      return serialize(await readPayout(tx, payoutId));
    },
  }),
  route({
    method: 'get',
    path: '/payouts/{id}',
    tag,
    summary: 'One payout',
    permission: 'payouts.read',
    params: one,
    answer: payoutAnswer,
    inTransaction: async ({ params }, tx) => serialize(await readPayout(tx, params.id)),
  }),
  route({
    method: 'post',
    path: '/payouts/{id}/paid',
    tag,
    summary: 'Mark a check or bank transfer as sent',
    permission: 'payouts.write',
    params: one,
    body: z.strictObject({ reference: text(120).optional() }),
    answer: payoutAnswer,
    inTransaction: async ({ params, body, actor, now }, tx) => {
      refuseService(await readPayout(tx, params.id));
      await completePayout(tx, { payoutId: params.id, now, actor: actor.id, reference: body.reference ?? null });
      return serialize(await readPayout(tx, params.id));
    },
  }),
  route({
    method: 'post',
    path: '/payouts/{id}/failed',
    tag,
    summary: 'Say that a check or bank transfer never arrived, or came back',
    description: 'What it was for is owed to the owner again.',
    permission: 'payouts.write',
    params: one,
    body: z.strictObject({ reason: text(300) }),
    answer: payoutAnswer,
    inTransaction: async ({ params, body, actor, now }, tx) => {
      const payout = await readPayout(tx, params.id);
      refuseService(payout);
      const facts = { payoutId: params.id, now, actor: actor.id, code: 'recorded', message: body.reason };
      if (payout.status === 'paid') await returnPayout(tx, facts);
      else await failPayout(tx, facts);
      return serialize(await readPayout(tx, params.id));
    },
  }),
  route({
    method: 'get',
    path: '/owners/{id}/money',
    tag,
    summary: 'What is owed to an owner, and what of it may be paid now',
    permission: 'payouts.read',
    params: z.strictObject({ id: id('owner') }),
    answer: moneyAnswer,
    inTransaction: async ({ params }, tx) => {
      await readOwner(tx, params.id);
      const money = await readOwnerMoney(tx, params.id);
      return {
        object: 'owner_money' as const,
        owner_id: params.id,
        payable_cents: money.payableCents,
        held_back_cents: money.heldBackCents,
        available_cents: money.availableCents,
        reserve_held_cents: money.reserveCents,
      };
    },
  }),
];

/** What the payment service carries out is settled by its own word alone. */
function refuseService({ method }: ListedPayout): void {
  if (method !== 'stripe') return;
  throw new TenureError('not_possible', 'The payment service carries this payout out and says by itself how it ends.');
}

function serialize(row: ListedPayout): z.input<typeof payoutAnswer> {
  return {
    object: 'owner_payout',
    id: row.id,
    owner_id: row.ownerId,
    owner_name: row.owner.name,
    amount_cents: fromSqlCents(row.amountCents),
    currency: row.currency,
    method: payoutMethod.parse(row.method),
    status: status.parse(row.status),
    reference: row.reference,
    paid_on: fromSqlDateOrNull(row.paidOn),
    transfer_ref: row.transferRef,
    failure_code: row.failureCode,
    failure_message: row.failureMessage,
    workflow_id: row.workflowId,
    created_at: row.createdAt.toISOString(),
    settled_at: row.settledAt?.toISOString() ?? null,
  };
}
