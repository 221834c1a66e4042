import { z } from 'zod';
import { addMonths, localDateAt, parsePlainDate } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { BILL_CATEGORIES, type BillCategory, isBillCategory } from '../../domain/owners/bill-categories';
import { statesOf } from '../../domain/states';
import { fromSqlCents } from '../../store/cents';
import type { Transaction } from '../../store/database';
import { billWorkOrder, createBill } from '../../store/expenses/create-bill';
import { type ListedBill, listBills, readBill } from '../../store/expenses/list-bills';
import { approveBill, payBill, voidBill } from '../../store/expenses/move-bill';
import { readOrganization } from '../../store/organizations/read-organization';
import { fromSqlDate, fromSqlDateOrNull } from '../../store/plain-dates';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { amountCents, DEFAULT_LIMIT, id, instant, listOf, pageQuery, plainDate, text } from '../http/schema';

const tag = 'Owners';
const SORT = 'bills';
const one = z.strictObject({ id: id('bill') });
const status = z.enum(statesOf('bill'));
const category = z.enum(Object.keys(BILL_CATEGORIES).filter(isBillCategory) as [BillCategory, ...BillCategory[]]);
const amount = amountCents({ max: 100_000_000 });

const newBill = z.strictObject({
  property_id: id('property'),
  unit_id: id('unit').optional(),
  vendor_id: id('vendor').optional(),
  payee: text(120),
  category,
  description: text(300),
  number: text(60).optional(),
  amount_cents: amount,
  billed_on: plainDate(),
  due_on: plainDate().optional(),
});

const billAnswer = z
  .object({
    object: z.literal('bill'),
    id: id('bill'),
    property_id: id('property'),
    property_name: z.string(),
    unit_id: id('unit').nullable(),
    unit_number: z.string().nullable(),
    vendor_id: id('vendor').nullable(),
    work_order_id: id('workOrder').nullable(),
    payee: z.string(),
    category: z.string(),
    description: z.string(),
    number: z.string().nullable(),
    amount_cents: z.int(),
    currency: z.string(),
    status,
    billed_on: plainDate(),
    due_on: plainDate().nullable(),
    approved_on: plainDate().nullable(),
    paid_on: plainDate().nullable(),
    paid_how: z.string().nullable(),
    voided_on: plainDate().nullable(),
    void_reason: z.string().nullable(),
    created_at: instant,
  })
  .meta({ id: 'Bill' });

export const billRoutes: Route[] = [
  route({
    method: 'get',
    path: '/bills',
    tag,
    summary: 'Bills and expenses of properties, the newest first',
    permission: 'bills.read',
    query: z.strictObject({ ...pageQuery, property_id: id('property').optional(), status: status.optional() }),
    answer: listOf(billAnswer),
    inTransaction: async (
      { query: { limit = DEFAULT_LIMIT, cursor, property_id: propertyId, status: wanted } },
      tx,
    ) => {
      const rows = await listBills(tx, { propertyId, status: wanted, after: decodeDateCursor(cursor, SORT), limit });
      return pageOf(rows, limit, serialize, (row) => ({ sort: SORT, after: [fromSqlDate(row.billedOn), row.id] }));
    },
  }),
  route({
    method: 'post',
    path: '/bills',
    tag,
    summary: 'Write a vendor’s bill or an expense down',
    description: 'It is a draft: nothing is owed, and owners bear nothing, before it is approved.',
    permission: 'bills.write',
    body: newBill,
    answer: billAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx) => {
      const today = await todayOf(tx, organizationId, now);
      refuseFuture('billed_on', body.billed_on, today);
      const [longAgo, farAhead] = [addMonths(parsePlainDate(today), -120), addMonths(parsePlainDate(today), 120)];
      if (body.billed_on < longAgo) throw wrongDay('billed_on', `must not be before ${longAgo}`);
      if (body.due_on !== undefined && body.due_on > farAhead)
        throw wrongDay('due_on', `must not be after ${farAhead}`);
      if (body.due_on !== undefined && body.due_on < body.billed_on) {
        throw wrongDay('due_on', 'must not be before the day of the bill');
      }
      const billId = await createBill(tx, {
        organizationId,
        propertyId: body.property_id,
        unitId: body.unit_id ?? null,
        vendorId: body.vendor_id ?? null,
        workOrderId: null,
        payee: body.payee,
        category: body.category,
        description: body.description,
        number: body.number ?? null,
        amountCents: body.amount_cents,
        billedOn: body.billed_on,
        dueOn: body.due_on ?? null,
        actor: actor.id,
      });
      reply.header('Location', `/v1/bills/${billId}`);
      return serialize(await readBill(tx, billId));
    },
  }),
  route({
    method: 'post',
    path: '/work-orders/{id}/bill',
    tag,
    summary: 'Make the bill of a finished job, from its price unless another amount is given',
    permission: 'bills.write',
    params: z.strictObject({ id: id('workOrder') }),
    body: z.strictObject({ amount_cents: amount.optional() }),
    answer: billAnswer,
    status: 201,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const billedOn = await todayOf(tx, organizationId, now);
      const wanted = { organizationId, workOrderId: params.id, amountCents: body.amount_cents, billedOn };
      return serialize(await readBill(tx, await billWorkOrder(tx, { ...wanted, actor: actor.id })));
    },
  }),
  route({
    method: 'get',
    path: '/bills/{id}',
    tag,
    summary: 'One bill',
    permission: 'bills.read',
    params: one,
    answer: billAnswer,
    inTransaction: async ({ params }, tx) => serialize(await readBill(tx, params.id)),
  }),
  route({
    method: 'post',
    path: '/bills/{id}/approve',
    tag,
    summary: 'Approve a bill: it is owed, and owners bear it with their next statement',
    permission: 'bills.write',
    params: one,
    body: z.strictObject({ approved_on: plainDate().optional() }),
    answer: billAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const today = await todayOf(tx, organizationId, now);
      const on = body.approved_on ?? today;
      refuseFuture('approved_on', on, today);
      await approveBill(tx, { billId: params.id, actor: actor.id, on });
      return serialize(await readBill(tx, params.id));
    },
  }),
  route({
    method: 'post',
    path: '/bills/{id}/pay',
    tag,
    summary: 'Write down that an approved bill was paid',
    permission: 'bills.write',
    params: one,
    body: z.strictObject({ paid_on: plainDate().optional(), how: text(120).optional() }),
    answer: billAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const today = await todayOf(tx, organizationId, now);
      const on = body.paid_on ?? today;
      refuseFuture('paid_on', on, today);
      await payBill(tx, { billId: params.id, actor: actor.id, on, how: body.how ?? null });
      return serialize(await readBill(tx, params.id));
    },
  }),
  route({
    method: 'post',
    path: '/bills/{id}/void',
    tag,
    summary: 'Take a bill that nobody owes out of the books',
    permission: 'bills.write',
    params: one,
    body: z.strictObject({ reason: text(300) }),
    answer: billAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const on = await todayOf(tx, organizationId, now);
      await voidBill(tx, { billId: params.id, actor: actor.id, on, reason: body.reason });
      return serialize(await readBill(tx, params.id));
    },
  }),
];

async function todayOf(tx: Transaction, organizationId: string, now: Date): Promise<string> {
  const { timeZone } = await readOrganization(tx, organizationId);
  return localDateAt(now.getTime(), timeZone);
}

function refuseFuture(name: string, day: string, today: string): void {
  if (day > today) throw wrongDay(name, 'must not be after today');
}

function wrongDay(name: string, reason: string): TenureError {
  return new TenureError('invalid_request', 'That day is not possible.', { params: [{ name, reason }] });
}

function serialize(row: ListedBill): z.input<typeof billAnswer> {
  return {
    object: 'bill',
    id: row.id,
    property_id: row.propertyId,
    property_name: row.property.name,
    unit_id: row.unitId,
    unit_number: row.unit?.number ?? null,
    vendor_id: row.vendorId,
    work_order_id: row.workOrderId,
    payee: row.payee,
    category: row.category,
    description: row.description,
    number: row.number,
    amount_cents: fromSqlCents(row.amountCents),
    currency: row.currency,
    status: status.parse(row.status),
    billed_on: fromSqlDate(row.billedOn),
    due_on: fromSqlDateOrNull(row.dueOn),
    approved_on: fromSqlDateOrNull(row.approvedOn),
    paid_on: fromSqlDateOrNull(row.paidOn),
    paid_how: row.paidHow,
    voided_on: fromSqlDateOrNull(row.voidedOn),
    void_reason: row.voidReason,
    created_at: row.createdAt.toISOString(),
  };
}
