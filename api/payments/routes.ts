import { z } from 'zod';
import { localDateAt } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { LOCALES } from '../../domain/locales';
import { cents } from '../../domain/money';
import { inOrganization, type Transaction } from '../../store/database';
import { askToPay } from '../../store/payments/ask-to-pay';
import { assertAuthorized } from '../../store/payments/assert-authorized';
import { assertMayPresent } from '../../store/payments/assert-may-present';
import { bounceCheck } from '../../store/payments/bounce-check';
import { correctPayment } from '../../store/payments/correct-payment';
import { createPayment } from '../../store/payments/create-payment';
import { findPayment, listPayments } from '../../store/payments/list-payments';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { sendPortalLink } from '../../store/payments/send-portal-link';
import { setAccepting } from '../../store/payments/set-accepting';
import { voidPayment } from '../../store/payments/void-payment';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import { fileQuery, REPORT_FILES } from '../reports/answer-report';
import { loadReceipt, receiptFile } from './receipt';
import {
  acceptingAnswer,
  acceptingBody,
  correctionBody,
  newPayment,
  paymentAnswer,
  paymentQuery,
  paymentRequestAnswer,
  paymentRequestBody,
  portalLinkAnswer,
  voidBody,
} from './schemas';
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
    method: 'get',
    path: '/payments/{id}/receipt',
    tag,
    summary: 'A payment’s receipt as a PDF or CSV',
    permission: 'payments.read',
    params: z.strictObject({ id: id('payment') }),
    query: z.strictObject({ ...fileQuery, locale: z.enum(LOCALES).optional() }),
    answer: null,
    files: REPORT_FILES,
    handler: async ({ params, query, organizationId, now }, { database }) => {
      const { format = 'pdf', bom = true, locale = 'en' } = query;
      const receipt = await inOrganization(database, organizationId, async (tx) => {
        const leaseId = (await findPayment(tx, params.id))?.leaseId;
        if (leaseId == null) throw notFound('payment');
        return loadReceipt(tx, { organizationId, leaseId, paymentId: params.id, locale, now });
      });
      return receiptFile(receipt, { format, bom });
    },
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
        await assertMayPresent(tx, { ...common, paymentMethodId: body.payment_method_id });
        await assertAuthorized(tx, { ...common, ...by, words: body.authorization });
        const { paymentId } = await createPayment(tx, { ...common, tenantId: body.tenant_id, by, actor: actor.id });
        if (body.authorization !== undefined) {
          await tx.payment.update({
            where: { id: paymentId },
            data: { note: body.authorization },
            select: { id: true },
          });
        }
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
        ...(body.receipt_media_id === undefined ? {} : { receiptMediaId: body.receipt_media_id }),
      });
      reply.header('Location', `/v1/payments/${paymentId}`);
      return read(tx, paymentId);
    },
  }),
  route({
    method: 'post',
    path: '/payments/{id}/void',
    tag,
    summary: 'Take a payment recorded by hand out of the books',
    description:
      'For what was never paid: a new entry undoes the old one as of its date, what it had paid is owed again, and the tenant is told. A check that `bounced` goes as of today, with the lease’s fee for it. What was given back of it before is owed. Money that came by card or bank is refunded instead.',
    permission: 'payments.write',
    params: z.strictObject({ id: id('payment') }),
    body: voidBody,
    answer: paymentAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const voiding = { organizationId, paymentId: params.id, reason: body.reason, actor: actor.id, now };
      if (body.because === 'bounced') await bounceCheck(tx, voiding);
      else await voidPayment(tx, voiding);
      return read(tx, params.id);
    },
  }),
  route({
    method: 'post',
    path: '/payments/{id}/corrections',
    tag,
    summary: 'Correct a payment recorded by hand',
    description:
      'An entry undoes the wrong one and the right one is recorded in its stead; both stay visible and name each other. A date before a late fee’s takes the fee back.',
    permission: 'payments.write',
    params: z.strictObject({ id: id('payment') }),
    body: correctionBody,
    answer: paymentAnswer,
    status: 201,
    inTransaction: async ({ params, body, organizationId, actor, now, reply }, tx) => {
      const paymentId = await correctPayment(tx, {
        organizationId,
        paymentId: params.id,
        reason: body.reason,
        actor: actor.id,
        now,
        changes: {
          amountCents: body.amount_cents === undefined ? undefined : cents(body.amount_cents),
          effectiveOn: body.effective_on,
          method: body.method,
          tenantId: body.tenant_id,
          note: body.note,
        },
      });
      reply.header('Location', `/v1/payments/${paymentId}`);
      return read(tx, paymentId);
    },
  }),
  route({
    method: 'put',
    path: '/leases/{id}/payment-acceptance',
    tag,
    summary: 'Stop or resume taking payments on a lease',
    description:
      'While stopped, tenants cannot pay by link, autopay holds still and nothing can be recorded; what is under way with a bank goes on. Some states take acceptance of rent for a waiver.',
    permission: 'payments.write',
    params: z.strictObject({ id: id('lease') }),
    body: acceptingBody,
    answer: acceptingAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const { accepting, reason = null } = body;
      await setAccepting(tx, { organizationId, leaseId: params.id, accepting, reason, actor: actor.id, now });
      return { object: 'payment_acceptance' as const, lease_id: params.id, accepting };
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
  route({
    method: 'post',
    path: '/leases/{id}/portal-links',
    tag,
    summary: 'Send tenants the link to their page about the lease’s money',
    description: 'Whether or not anything is open; to all of them, or one, by email and text.',
    permission: 'payments.write',
    params: z.strictObject({ id: id('lease') }),
    body: paymentRequestBody,
    answer: portalLinkAnswer,
    status: 202,
    inTransaction: async ({ params, body, organizationId, now }, tx, { linkKey }) => {
      const link = { organizationId, leaseId: params.id, tenantId: body.tenant_id, linkKey, now };
      return { object: 'portal_link' as const, lease_id: params.id, sent: await sendPortalLink(tx, link) };
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
