import { z } from 'zod';
import { localDateAt, parsePlainDate } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { LOCALES } from '../../domain/locales';
import { cents } from '../../domain/money';
import { addCharge } from '../../store/charges/add-charge';
import { explainStoredCharge } from '../../store/charges/explain-charge';
import { type ListedCharge, listCharges, readCharge } from '../../store/charges/list-charges';
import { takeBackByHand } from '../../store/charges/take-back-by-hand';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { amountCents, DEFAULT_LIMIT, id, instant, listOf, pageQuery, plainDate, queryFlag, text } from '../http/schema';
import { findingAnswer, serializeFinding } from '../jurisdictions/finding';
import { explanationAnswer, serializeStory } from './explanation';

const tag = 'Money';
const SORT = 'charges';
const one = z.strictObject({ id: id('charge') });
const reason = z.strictObject({ reason: text(300) });

/** Fees and deposits are held against the state's rules first; automatic late fees come by themselves. */
const newCharge = z.strictObject({
  kind: z.enum(['other', 'utilities', 'parking', 'pet_rent', 'storage', 'rent', 'deposit', 'late_fee', 'nsf_fee']),
  label: text(60),
  amount_cents: amountCents({ max: 100_000_000 }),
  due_on: plainDate(),
});

const chargeAnswer = z.object({
  object: z.literal('charge'),
  id: id('charge'),
  lease_id: id('lease'),
  kind: z.string(),
  label: z.string(),
  period: z.string(),
  amount_cents: z.int(),
  open_cents: z.int(),
  currency: z.string(),
  due_on: plainDate(),
  covers_from: plainDate().nullable(),
  covers_to: plainDate().nullable(),
  rule: z.unknown().meta({ description: 'How the amount came about' }),
  voided_at: instant.nullable(),
  void_reason: z.string().nullable(),
  warnings: z
    .array(findingAnswer)
    .optional()
    .meta({ description: 'Where it was just charged: what rules not checked against the law say of it' }),
});

export const chargeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/leases/{id}/charges',
    tag,
    summary: 'What a lease was charged, the latest due first',
    permission: 'ledger.read',
    params: z.strictObject({ id: id('lease') }),
    query: z.strictObject({ ...pageQuery, open: queryFlag().optional() }),
    answer: listOf(chargeAnswer),
    inTransaction: async ({ params, query, organizationId }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const from = decodeDateCursor(query.cursor, SORT);
      const after = from && { dueOn: from.date, id: from.id };
      const rows = await listCharges(tx, { organizationId, leaseId: params.id, isOpen: query.open, after, limit });
      return pageOf(rows, limit, serialize, (row) => ({ sort: SORT, after: [row.due_on, row.id] }));
    },
  }),
  route({
    method: 'post',
    path: '/leases/{id}/charges',
    tag,
    summary: 'Charge a lease once for something',
    description:
      'What is due within five days is asked for at once. A fee or deposit that an enforced rule forbids is refused with the rule; a rule not checked against the law warns.',
    permission: 'charges.write',
    params: z.strictObject({ id: id('lease') }),
    body: newCharge,
    answer: chargeAnswer,
    status: 201,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
      const { kind, label, amount_cents, due_on } = body;
      const amount = { amountCents: cents(amount_cents), dueOn: parsePlainDate(due_on) };
      const charge = { organizationId, leaseId: params.id, kind, label, ...amount, actor: actor.id, now };
      const { id, warnings } = await addCharge(tx, charge);
      return { ...serialize(await readCharge(tx, organizationId, id)), warnings: warnings.map(serializeFinding) };
    },
  }),
  route({
    method: 'get',
    path: '/charges/{id}/explanation',
    tag,
    summary: 'Why a charge is what it is, step by step, and what became of it',
    permission: 'ledger.read',
    params: one,
    query: z.strictObject({ locale: z.enum(LOCALES).default('en') }),
    answer: explanationAnswer,
    inTransaction: async ({ params, query, organizationId }, tx) =>
      serializeStory(await explainStoredCharge(tx, { organizationId, chargeId: params.id, locale: query.locale })),
  }),
  ...(['void', 'waive'] as const).map((how) =>
    route({
      method: 'post',
      path: `/charges/{id}/${how}`,
      tag,
      summary: how === 'void' ? 'Take a charge back' : 'Forgive what is left of a charge',
      description:
        how === 'void'
          ? 'For what should never have been charged: what was paid for it becomes credit. Refused while a debit for it has no answer yet.'
          : 'What was paid stays paid; the rest is not owed any more. Refused while a debit for it has no answer yet.',
      permission: 'charges.write',
      params: one,
      body: reason,
      answer: chargeAnswer,
      inTransaction: async ({ params, body, organizationId, actor, now }, tx) => {
        const charge = await tx.charge.findUnique({ where: { id: params.id }, include: { lease: true } });
        if (charge === null) throw notFound('charge');
        const on = localDateAt(now.getTime(), charge.lease.timeZone);
        const why = { how, reason: body.reason, actor: actor.id, on, now };
        await takeBackByHand(tx, { organizationId, chargeId: params.id, ...why });
        return serialize(await readCharge(tx, organizationId, params.id));
      },
    }),
  ),
];

function serialize(row: ListedCharge): z.input<typeof chargeAnswer> {
  return {
    object: 'charge',
    id: row.id,
    lease_id: row.lease_id,
    kind: row.kind,
    label: row.label,
    period: row.period,
    amount_cents: Number(row.amount),
    open_cents: Number(row.open),
    currency: row.currency,
    due_on: row.due_on,
    covers_from: row.covers_from,
    covers_to: row.covers_to,
    rule: row.rule,
    voided_at: row.voided_at?.toISOString() ?? null,
    void_reason: row.void_reason,
  };
}
