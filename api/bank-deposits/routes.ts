import { z } from 'zod';
import { parsePlainDate } from '../../domain/calendar';
import { statesOf } from '../../domain/states';
import { listUndeposited, type Undeposited } from '../../store/bank-deposits/list-undeposited';
import { type BankDepositRead, listBankDeposits, readBankDeposit } from '../../store/bank-deposits/read-bank-deposits';
import { recordBankDeposit, statusOf, voidBankDeposit } from '../../store/bank-deposits/record-bank-deposit';
import { fromSqlCents } from '../../store/cents';
import { fromSqlDate } from '../../store/plain-dates';
import { overPrisma } from '../../store/sql-runner';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, instant, listOf, pageQuery, plainDate, text } from '../http/schema';

const tag = 'Money';
const SORT = 'bank_deposits';
const SORT_LYING = 'undeposited';
const one = z.strictObject({ id: id('bankDeposit') });

const undepositedAnswer = z
  .object({
    object: z.literal('undeposited_payment'),
    payment_id: id('payment'),
    lease_id: id('lease'),
    tenant_name: z.string().nullable(),
    address: z.string(),
    method: z.string(),
    amount_cents: z.int().meta({ description: 'What of it is still there: cash may have been handed back' }),
    effective_on: plainDate(),
    note: z.string().nullable(),
  })
  .meta({ id: 'UndepositedPayment' });

const newBankDeposit = z.strictObject({
  payment_ids: z.array(id('payment')).min(1).max(200),
  deposited_on: plainDate(),
  reference: text(120).meta({ description: 'What the bank’s slip or statement says' }),
});

const bankDepositAnswer = z
  .object({
    object: z.literal('bank_deposit'),
    id: id('bankDeposit'),
    status: z.enum(statesOf('bank_deposit')),
    deposited_on: plainDate(),
    reference: z.string(),
    amount_cents: z.int(),
    payments: z.array(
      z.object({
        payment_id: id('payment'),
        lease_id: id('lease').nullable(),
        tenant_name: z.string().nullable(),
        method: z.string().nullable(),
        amount_cents: z.int(),
        came_back: z.boolean().meta({ description: 'The bank sent the check back' }),
      }),
    ),
    created_at: instant,
    voided_at: instant.nullable(),
    void_reason: z.string().nullable(),
  })
  .meta({ id: 'BankDeposit' });

export const bankDepositRoutes: Route[] = [
  route({
    method: 'get',
    path: '/undeposited-payments',
    tag,
    summary: 'Cash, checks and money orders that are not in the bank, the oldest first',
    permission: 'payments.read',
    query: z.strictObject(pageQuery),
    answer: listOf(undepositedAnswer),
    inTransaction: async ({ query: { limit = DEFAULT_LIMIT, cursor }, organizationId }, tx) => {
      const after = decodeDateCursor(cursor, SORT_LYING);
      const rows = await listUndeposited(overPrisma(tx), { organizationId, after, limit });
      return pageOf(rows, limit, serializeLying, (row) => ({
        sort: SORT_LYING,
        after: [row.effectiveOn, row.paymentId],
      }));
    },
  }),
  route({
    method: 'get',
    path: '/bank-deposits',
    tag,
    summary: 'Bank deposits, the newest first',
    permission: 'payments.read',
    query: z.strictObject(pageQuery),
    answer: listOf(bankDepositAnswer),
    inTransaction: async ({ query: { limit = DEFAULT_LIMIT, cursor } }, tx) => {
      const rows = await listBankDeposits(tx, { after: decodeDateCursor(cursor, SORT), limit });
      return pageOf(rows, limit, serialize, (row) => ({ sort: SORT, after: [fromSqlDate(row.depositedOn), row.id] }));
    },
  }),
  route({
    method: 'get',
    path: '/bank-deposits/{id}',
    tag,
    summary: 'One bank deposit with its payments',
    permission: 'payments.read',
    params: one,
    answer: bankDepositAnswer,
    inTransaction: async ({ params }, tx) => serialize(await readBankDeposit(tx, params.id)),
  }),
  route({
    method: 'post',
    path: '/bank-deposits',
    tag,
    summary: 'Record that cash, checks and money orders were taken to the bank',
    description:
      'Their money is in the bank from `deposited_on`. A check that the bank sends back is voided as `bounced`: its money leaves the bank.',
    permission: 'payments.write',
    body: newBankDeposit,
    answer: bankDepositAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, reply }, tx) => {
      const bankDepositId = await recordBankDeposit(tx, {
        organizationId,
        paymentIds: body.payment_ids,
        depositedOn: parsePlainDate(body.deposited_on),
        reference: body.reference,
        actor: actor.id,
        now,
      });
      reply.header('Location', `/v1/bank-deposits/${bankDepositId}`);
      return serialize(await readBankDeposit(tx, bankDepositId));
    },
  }),
  route({
    method: 'post',
    path: '/bank-deposits/{id}/void',
    tag,
    summary: 'Take a bank deposit back that was written down by mistake',
    description: 'Its payments are not in the bank and can be deposited again.',
    permission: 'payments.write',
    params: one,
    body: z.strictObject({ reason: text(300) }),
    answer: bankDepositAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const wanted = { organizationId, bankDepositId: params.id, reason: body.reason, actor: actor.id, now };
      await voidBankDeposit(tx, wanted);
      return serialize(await readBankDeposit(tx, params.id));
    },
  }),
];

function serializeLying(row: Undeposited): z.input<typeof undepositedAnswer> {
  return {
    object: 'undeposited_payment',
    payment_id: row.paymentId,
    lease_id: row.leaseId,
    tenant_name: row.tenantName,
    address: row.address,
    method: row.method,
    amount_cents: row.amountCents,
    effective_on: row.effectiveOn,
    note: row.note,
  };
}

function serialize(row: BankDepositRead): z.input<typeof bankDepositAnswer> {
  return {
    object: 'bank_deposit',
    id: row.id,
    status: statusOf(row.status),
    deposited_on: fromSqlDate(row.depositedOn),
    reference: row.reference,
    amount_cents: fromSqlCents(row.amountCents),
    payments: row.items.map(({ payment, paymentId, amountCents }) => ({
      payment_id: paymentId,
      lease_id: payment.leaseId,
      tenant_name: payment.tenant?.name ?? null,
      method: payment.method,
      amount_cents: fromSqlCents(amountCents),
      came_back: payment.status === 'reversed',
    })),
    created_at: row.createdAt.toISOString(),
    voided_at: row.voidedAt?.toISOString() ?? null,
    void_reason: row.voidReason,
  };
}
