import { z } from 'zod';
import { parsePeriod } from '../../domain/calendar';
import type { Transaction } from '../../store/database';
import { holdAutopay, liftHold } from '../../store/mandates/hold-autopay';
import { readAutopay } from '../../store/mandates/read-autopay';
import { turnAutopayOff } from '../../store/mandates/turn-autopay-off';
import { type Route, route } from '../http/route';
import { id, instant, plainDate, text } from '../http/schema';

const tag = 'Money';
const one = z.strictObject({ id: id('lease') });
const period = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-12' })
  .meta({ description: 'A month, `YYYY-MM`' });

const autopayAnswer = z.object({
  object: z.literal('autopay'),
  lease_id: id('lease'),
  is_on: z.boolean(),
  halted_because: z.string().nullable().meta({ description: 'Why nothing is asked for at all, though it is on' }),
  mandate: z
    .object({
      id: id('mandate'),
      tenant_id: id('tenant'),
      payment_method_id: id('paymentMethod'),
      method_label: z.string(),
      authorization: z.string().meta({ description: 'What the payer agreed to, word for word' }),
      authorized_at: instant,
      typical_cents: z.int().nullable(),
    })
    .nullable(),
  next_debit: z
    .object({
      period,
      debit_on: plainDate(),
      amount_cents: z.int(),
      stop_by: plainDate().meta({ description: 'The last day on which a stop is promised' }),
      notice_by: plainDate().meta({ description: 'The last day for telling the payer of another amount' }),
      is_held: z.boolean(),
    })
    .nullable(),
  holds: z.array(z.object({ period, kind: z.enum(['stop', 'pause']), debit_on: plainDate(), in_time: z.boolean() })),
  notices: z.array(z.object({ period, amount_cents: z.int(), debit_on: plainDate(), sent_on: plainDate() })),
});

export const autopayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/leases/{id}/autopay',
    tag,
    summary: 'A lease’s autopay: what was authorized, the next debit, stopped months and notices',
    permission: 'payments.read',
    params: one,
    answer: autopayAnswer,
    inTransaction: ({ params, now }, tx) => read(tx, params.id, now),
  }),
  route({
    method: 'post',
    path: '/leases/{id}/autopay/holds',
    tag,
    summary: 'Stop or pause autopay for one month',
    description:
      'Promised up to three business days before the debit; later it is tried and `in_time` is false; refused once the bank has it. Autopay stays on for the months after.',
    permission: 'payments.write',
    params: one,
    body: z.strictObject({ period, kind: z.enum(['stop', 'pause']) }),
    answer: autopayAnswer,
    status: 201,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const wish = { organizationId, leaseId: params.id, period: parsePeriod(body.period), kind: body.kind };
      await holdAutopay(tx, { ...wish, actor: actor.id, now });
      return read(tx, params.id, now);
    },
  }),
  route({
    method: 'delete',
    path: '/leases/{id}/autopay/holds/{period}',
    tag,
    summary: 'Let autopay ask for a month after all',
    permission: 'payments.write',
    params: z.strictObject({ id: id('lease'), period }),
    answer: autopayAnswer,
    inTransaction: async ({ params, organizationId, actor, now }, tx) => {
      const wish = { organizationId, leaseId: params.id, period: parsePeriod(params.period) };
      await liftHold(tx, { ...wish, actor: actor.id, now });
      return read(tx, params.id, now);
    },
  }),
  route({
    method: 'post',
    path: '/leases/{id}/autopay/off',
    tag,
    summary: 'Turn a lease’s autopay off',
    description: 'Its payer is told why. What is under way with the bank goes on.',
    permission: 'payments.write',
    params: one,
    body: z.strictObject({ reason: text(200) }),
    answer: autopayAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const off = { organizationId, leaseId: params.id, reason: body.reason, actor: actor.id, now };
      await turnAutopayOff(tx, off);
      return read(tx, params.id, now);
    },
  }),
];

async function read(tx: Transaction, leaseId: string, now: Date): Promise<z.input<typeof autopayAnswer>> {
  const { mandate, haltedBecause, next, holds, notices } = await readAutopay(tx, { leaseId, now });
  return {
    object: 'autopay',
    lease_id: leaseId,
    is_on: mandate !== null,
    halted_because: haltedBecause,
    mandate: mandate && {
      id: mandate.id,
      tenant_id: mandate.tenantId,
      payment_method_id: mandate.paymentMethodId,
      method_label: mandate.methodLabel,
      authorization: mandate.authorization,
      authorized_at: mandate.authorizedAt.toISOString(),
      typical_cents: mandate.typicalCents,
    },
    next_debit: next && {
      period: next.period,
      debit_on: next.debitOn,
      amount_cents: next.amountCents,
      stop_by: next.stopBy,
      notice_by: next.noticeBy,
      is_held: next.isHeld,
    },
    holds: holds.map((hold) => ({
      period: hold.period,
      kind: hold.kind === 'pause' ? ('pause' as const) : ('stop' as const),
      debit_on: hold.debitOn,
      in_time: hold.inTime,
    })),
    notices: notices.map((notice) => ({
      period: notice.period,
      amount_cents: notice.amountCents,
      debit_on: notice.debitOn,
      sent_on: notice.sentOn,
    })),
  };
}
