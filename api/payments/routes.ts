import { z } from 'zod';
import { localDateAt } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { cents } from '../../domain/money';
import type { Transaction } from '../../store/database';
import { askToPay } from '../../store/payments/ask-to-pay';
import { createPayment } from '../../store/payments/create-payment';
import { findPayment, listPayments } from '../../store/payments/list-payments';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { newPayment, paymentAnswer, paymentQuery, paymentRequestAnswer, paymentRequestBody } from './schemas';
import { serializePayment } from './serialize';

const tag = 'Money';
const SORT = 'payments';

export const paymentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/payments',
    tag,
    summary: 'Payments, the newest first',
    permission: 'payments.read',
    query: paymentQuery,
    answer: listOf(paymentAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const from = decodeDateCursor(query.cursor, SORT);
      const after = from && { effectiveOn: from.date, id: from.id };
      const rows = await listPayments(tx, { leaseId: query.lease_id, status: query.status, after, limit });
      return pageOf(rows, limit, serializePayment, (row) => ({ sort: SORT, after: [row.effectiveOn, row.id] }));
    },
  }),
  route({
    method: 'get',
    path: '/payments/{id}',
    tag,
    summary: 'One payment',
    permission: 'payments.read',
    params: z.strictObject({ id: id('payment') }),
    answer: paymentAnswer,
    inTransaction: ({ params }, tx) => read(tx, params.id),
  }),
  route({
    method: 'post',
    path: '/payments',
    tag,
    summary: 'Record a payment, or charge a stored way to pay',
    description:
      'Cash, a check or a transfer is booked at once, as of `effective_on` (today without it), and pays what is open by the state’s order; what is left over is credit. `stored` answers 202: the payment goes on in its workflow.',
    permission: 'payments.write',
    body: newPayment,
    answer: paymentAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx) => {
      const common = { organizationId, leaseId: body.lease_id, amountCents: cents(body.amount_cents), now };
      if (body.method === 'stored') {
        const by = { kind: 'stored', paymentMethodId: body.payment_method_id } as const;
        const { paymentId } = await createPayment(tx, { ...common, tenantId: body.tenant_id, by, actor: actor.id });
        reply.status(202);
        reply.header('Location', `/v1/payments/${paymentId}`);
        return read(tx, paymentId);
      }
      const effectiveOn = body.effective_on ?? (await todayOf(tx, body.lease_id, now));
      const paymentId = await recordOfflinePayment(tx, {
        ...common,
        method: body.method,
        effectiveOn,
        recordedBy: actor.id,
        ...(body.tenant_id === undefined ? {} : { tenantId: body.tenant_id }),
        ...(body.note === undefined ? {} : { note: body.note }),
      });
      reply.header('Location', `/v1/payments/${paymentId}`);
      return read(tx, paymentId);
    },
  }),
  route({
    method: 'post',
    path: '/leases/{id}/payment-requests',
    tag,
    summary: 'Ask the tenants to pay what is open',
    description: 'Sends all of them, or one, a link by email and text.',
    permission: 'payments.write',
    params: z.strictObject({ id: id('lease') }),
    body: paymentRequestBody,
    answer: paymentRequestAnswer,
    status: 202,
    inTransaction: async ({ params, body, organizationId, now }, tx, { linkKey }) => {
      const asked = await askToPay(tx, { organizationId, leaseId: params.id, tenantId: body.tenant_id, linkKey, now });
      return { object: 'payment_request' as const, lease_id: params.id, asked };
    },
  }),
];

async function read(tx: Transaction, paymentId: string) {
  const row = await findPayment(tx, paymentId);
  if (row === null) throw notFound('payment');
  return serializePayment(row);
}

async function todayOf(tx: Transaction, leaseId: string, now: Date): Promise<string> {
  const lease = await tx.lease.findUnique({ where: { id: leaseId }, select: { timeZone: true } });
  if (lease === null) throw notFound('lease');
  return localDateAt(now.getTime(), lease.timeZone);
}
