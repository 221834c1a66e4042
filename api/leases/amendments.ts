import { z } from 'zod';
import { parsePlainDate } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { paymentScheduleSchema } from '../../domain/lease-terms';
import type { Transaction } from '../../store/database';
import { amendLease } from '../../store/leases/amend-lease';
import { cancelAmendment } from '../../store/leases/cancel-amendment';
import { listAmendments } from '../../store/leases/list-amendments';
import { type Route, route } from '../http/route';
import { id, instant, listOf, plainDate, text } from '../http/schema';
import { findingAnswer } from '../jurisdictions/finding';

const tag = 'Leases';
const one = z.strictObject({ id: id('lease') });
const { recurring, rent_steps, concessions } = paymentScheduleSchema.shape;
const additions = { recurring, rent_steps, concessions };

const newAmendment = z.strictObject({
  ...additions,
  notice_given_on: plainDate()
    .optional()
    .meta({ description: 'When the tenants were told in writing; today where left out' }),
  reason: text(500).optional(),
});

const amendmentAnswer = z
  .object({
    object: z.literal('lease_amendment'),
    id: id('leaseAmendment'),
    lease_id: id('lease'),
    effective_on: plainDate().meta({ description: 'The first day on which anything changes' }),
    additions: z.object(additions),
    notice_given_on: plainDate().nullable(),
    reason: z.string().nullable(),
    warnings: z.array(findingAnswer),
    created_by: z.string(),
    created_at: instant,
    is_cancelable: z
      .boolean()
      .meta({ description: 'Whether it can be taken back: no month that it changes is charged' }),
    canceled_at: instant.nullable(),
    canceled_by: z.string().nullable(),
    cancel_reason: z.string().nullable(),
  })
  .meta({ id: 'LeaseAmendment' });

type Listed = Awaited<ReturnType<typeof listAmendments>>[number];

/** What is added to the money of a lease that was signed. */
export const amendmentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/leases/{id}/amendments',
    tag,
    summary: 'What was added to a signed lease’s money, the newest first',
    permission: 'leases.read',
    params: one,
    answer: listOf(amendmentAnswer),
    inTransaction: async ({ params, now }, tx) => {
      const rows = await listAmendments(tx, params.id, now);
      return { object: 'list' as const, data: rows.map(serialize), has_more: false, next_cursor: null };
    },
  }),
  route({
    method: 'post',
    path: '/leases/{id}/amendments',
    tag,
    summary: 'Add rent steps, recurring charges or concessions to a signed lease',
    description:
      'From a day of a month that is not charged yet. The schedule and all that is posted from then on follow; what stands is not touched. A raise that rules on file find too early is answered with a warning; whether the tenants must agree is the lease’s and the law’s business. The tenants are told.',
    permission: 'leases.sign',
    params: one,
    body: newAmendment,
    answer: amendmentAnswer,
    status: 201,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx, { linkKey }) => {
      const { notice_given_on: told, reason, ...added } = body;
      const { id: amendmentId } = await amendLease(tx, {
        organizationId,
        leaseId: params.id,
        added,
        noticeGivenOn: told === undefined ? undefined : parsePlainDate(told),
        reason,
        actor: actor.id,
        linkKey,
        now,
      });
      return read(tx, { leaseId: params.id, amendmentId, now });
    },
  }),
  route({
    method: 'post',
    path: '/lease-amendments/{id}/cancel',
    tag,
    summary: 'Take an amendment back before it is in force',
    description:
      'What it added leaves the schedule; the amendment stays on record as canceled, and the tenants are told. Refused once a month that it changes is charged, or about to be.',
    permission: 'leases.sign',
    params: z.strictObject({ id: id('leaseAmendment') }),
    body: z.strictObject({ reason: text(500) }),
    answer: amendmentAnswer,
    inTransaction: async ({ params, body, organizationId, actor, now }, tx, { linkKey }) => {
      const { id: amendmentId } = params;
      const common = { organizationId, amendmentId, reason: body.reason };
      const leaseId = await cancelAmendment(tx, { ...common, actor: actor.id, linkKey, now });
      return read(tx, { leaseId, amendmentId, now });
    },
  }),
];

async function read(
  tx: Transaction,
  { leaseId, amendmentId, now }: { leaseId: string; amendmentId: string; now: Date },
) {
  const found = (await listAmendments(tx, leaseId, now)).find((row) => row.id === amendmentId);
  if (found === undefined) throw notFound('amendment');
  return serialize(found);
}

function serialize(row: Listed): z.input<typeof amendmentAnswer> {
  return {
    object: 'lease_amendment',
    id: row.id,
    lease_id: row.leaseId,
    effective_on: row.effectiveOn,
    additions: z.object(additions).parse(row.additions),
    notice_given_on: row.noticeGivenOn,
    reason: row.reason,
    warnings: z.array(findingAnswer).parse(row.warnings),
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    is_cancelable: row.isCancelable,
    canceled_at: row.canceled?.canceledAt.toISOString() ?? null,
    canceled_by: row.canceled?.canceledBy ?? null,
    cancel_reason: row.canceled?.reason ?? null,
  };
}
