import { z } from 'zod';
import { notFound } from '../../domain/errors';
import { cents } from '../../domain/money';
import { REFUND_METHODS, type RefundMethod } from '../../domain/refunds';
import { statesOf } from '../../domain/states';
import type { Transaction } from '../../store/database';
import { findRefund, type ListedRefund, listRefunds } from '../../store/refunds/list-refunds';
import { requestRefund } from '../../store/refunds/request-refund';
import { pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newestFirst, placeIn } from '../work-orders/newest-first';
import { newRefund, refundAnswer, refundQuery } from './schemas';

const tag = 'Money';

export const refundRoutes: Route[] = [
  route({
    method: 'post',
    path: '/payments/{id}/refunds',
    tag,
    summary: 'Give a payment back, whole or in part',
    description:
      'What was paid ahead goes first; the rest is taken back from the charges it had paid, the newest first, which are then owed again, or with `void_charges` are not owed any more. A payment by card or bank debit goes back the way it came and answers 202; cash, checks and transfers are recorded. Money still in transit cannot be given back yet.',
    permission: 'refunds.write',
    params: z.strictObject({ id: id('payment') }),
    body: newRefund,
    answer: refundAnswer,
    status: 201,
    inTransaction: async ({ params, body, organizationId, actor, now, reply }, tx) => {
      const method = body.method ?? (await usualMethod(tx, params.id));
      const refundId = await requestRefund(tx, {
        organizationId,
        paymentId: params.id,
        amountCents: body.amount_cents === undefined ? undefined : cents(body.amount_cents),
        method,
        reason: body.reason,
        note: body.note,
        voidCharges: body.void_charges,
        actor: actor.id,
        now,
      });
      if (method === 'original') reply.status(202);
      reply.header('Location', `/v1/refunds/${refundId}`);
      return read(tx, refundId);
    },
  }),
  route({
    method: 'get',
    path: '/refunds',
    tag,
    summary: 'Refunds, the newest first',
    permission: 'refunds.read',
    query: refundQuery,
    answer: listOf(refundAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const { lease_id: leaseId, payment_id: paymentId, status } = query;
      const rows = await listRefunds(tx, { leaseId, paymentId, status, after: placeIn(query.cursor), limit });
      return pageOf(rows, limit, serialize, newestFirst);
    },
  }),
  route({
    method: 'get',
    path: '/refunds/{id}',
    tag,
    summary: 'One refund',
    permission: 'refunds.read',
    params: z.strictObject({ id: id('refund') }),
    answer: refundAnswer,
    inTransaction: ({ params }, tx) => read(tx, params.id),
  }),
];

async function read(tx: Transaction, refundId: string) {
  const row = await findRefund(tx, refundId);
  if (row === null) throw notFound('refund');
  return serialize(row);
}

/** The way the money came. */
async function usualMethod(tx: Transaction, paymentId: string): Promise<RefundMethod> {
  const payment = await tx.payment.findUnique({ where: { id: paymentId }, select: { method: true } });
  if (payment === null) throw notFound('payment');
  const same = REFUND_METHODS.find((method) => method === payment.method);
  return same ?? (payment.method === 'money_order' ? 'check' : 'original');
}

function serialize(row: ListedRefund): z.input<typeof refundAnswer> {
  const status = statesOf('refund').find((known) => known === row.status);
  const method = REFUND_METHODS.find((known) => known === row.method);
  if (status === undefined || method === undefined) throw new Error(`refund ${row.id} has an unknown state or method`);
  return {
    object: 'refund',
    id: row.id,
    payment_id: row.paymentId,
    lease_id: row.leaseId,
    status,
    method,
    amount_cents: row.amountCents,
    fee_cents: row.feeCents,
    from_credit_cents: row.fromCreditCents,
    currency: 'USD',
    void_charges: row.voidCharges,
    origin: row.origin === 'vendor' ? 'vendor' : 'tenure',
    reason: row.reason,
    note: row.note,
    effective_on: row.effectiveOn,
    failure_code: row.failureCode,
    failure_message: row.failureMessage,
    created_at: row.createdAt.toISOString(),
    sent_at: row.sentAt?.toISOString() ?? null,
    resolved_at: row.resolvedAt?.toISOString() ?? null,
  };
}
