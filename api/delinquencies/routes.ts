import { z } from 'zod';
import type { PlainDateString } from '../../domain/calendar';
import { needsResponse } from '../../domain/disputes';
import { lateFeeFor } from '../../domain/late-fees';
import { lateFeeTermsOf } from '../../domain/lease-terms';
import { cents } from '../../domain/money';
import { nextActionOf } from '../../domain/next-action';
import { statesOf } from '../../domain/states';
import {
  AGEING_BUCKETS,
  type DelinquencyRow,
  listDelinquencies,
  sumDelinquencies,
} from '../../store/delinquencies/list-delinquencies';
import { overPrisma } from '../../store/sql-runner';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf, pageQuery, plainDate, queryFlag } from '../http/schema';

const tag = 'Money';
const SORT = 'delinquencies';

const ageing = z.object({
  d0_30_cents: z.int(),
  d31_60_cents: z.int(),
  d61_90_cents: z.int(),
  over_90_cents: z.int(),
});

const delinquencyAnswer = z
  .object({
    object: z.literal('delinquency'),
    id: id('lease').meta({ description: 'The lease’s: it stands once' }),
    lease_id: id('lease'),
    lease_status: z.string(),
    property_id: id('property'),
    home: z.string(),
    tenants: z.string(),
    balance_cents: z.int().meta({ description: 'What is past its day; money in transit counts as paid' }),
    in_transit_cents: z.int(),
    oldest_due_on: plainDate(),
    days_late: z.int(),
    ageing,
    has_autopay: z.boolean(),
    plan_id: z.string().nullable(),
    dispute_id: z.string().nullable(),
    reason: z.string(),
    next_action: z.object({ what: z.string(), on: plainDate().nullable(), needs_you: z.boolean() }),
  })
  .meta({ id: 'Delinquency' });

const summaryAnswer = z.object({
  object: z.literal('delinquency_summary'),
  leases: z.int(),
  balance_cents: z.int(),
  ageing,
});

export const delinquencyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/delinquencies',
    tag,
    summary: 'Leases with something past its day, the longest late first',
    description: 'With why, and what happens next and when, by the rules that their collection goes by.',
    permission: 'ledger.read',
    query: z.strictObject({
      ...pageQuery,
      bucket: z.enum(AGEING_BUCKETS).optional(),
      property_id: id('property').optional(),
      has_plan: queryFlag().optional(),
      has_dispute: queryFlag().optional(),
    }),
    answer: listOf(delinquencyAnswer),
    inTransaction: async ({ query, organizationId, now }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const from = decodeDateCursor(query.cursor, SORT);
      const after = from && { oldestDueOn: from.date, leaseId: from.id };
      const { bucket, property_id: propertyId, has_plan: hasPlan, has_dispute: hasDispute } = query;
      const filter = { organizationId, now, bucket, propertyId, hasPlan, hasDispute, after, limit };
      const rows = await listDelinquencies(overPrisma(tx), filter);
      return pageOf(
        rows,
        limit,
        (row) => serialize(row, now),
        (row) => ({ sort: SORT, after: [row.oldest_due_on, row.lease_id] }),
      );
    },
  }),
  route({
    method: 'get',
    path: '/delinquency-summary',
    tag,
    summary: 'How much is late in all, by how long',
    permission: 'ledger.read',
    answer: summaryAnswer,
    inTransaction: async ({ organizationId, now }, tx) => {
      const sums = await sumDelinquencies(overPrisma(tx), organizationId, now);
      return {
        object: 'delinquency_summary' as const,
        leases: sums.leases,
        balance_cents: Number(sums.balance),
        ageing: ageingOf(sums),
      };
    },
  }),
];

function ageingOf(row: { d0_30: string; d31_60: string; d61_90: string; over_90: string }) {
  return {
    d0_30_cents: Number(row.d0_30),
    d31_60_cents: Number(row.d31_60),
    d61_90_cents: Number(row.d61_90),
    over_90_cents: Number(row.over_90),
  };
}

function serialize(row: DelinquencyRow, now: Date): z.input<typeof delinquencyAnswer> {
  const { reason, what, on, needsYou } = nextActionOf(lateLeaseOf(row, now));
  return {
    object: 'delinquency',
    id: row.lease_id,
    lease_id: row.lease_id,
    lease_status: row.lease_status,
    property_id: row.property_id,
    home: row.home,
    tenants: row.tenants,
    balance_cents: Number(row.balance),
    in_transit_cents: Number(row.in_transit),
    oldest_due_on: row.oldest_due_on,
    days_late: row.days_late,
    ageing: ageingOf(row),
    has_autopay: row.has_autopay,
    plan_id: row.plan_id,
    dispute_id: row.dispute_id,
    reason,
    next_action: { what, on, needs_you: needsYou },
  };
}

/** Dates come from SQL as `YYYY-MM-DD`. */
const dateOrNull = (text: string | null) => text as PlainDateString | null;

function lateLeaseOf(row: DelinquencyRow, now: Date): Parameters<typeof nextActionOf>[0] {
  const status = statesOf('dispute').find((known) => known === row.dispute_status);
  return {
    leaseStatus: row.lease_status,
    zone: row.time_zone,
    nowMs: now.getTime(),
    oldestDueOn: row.oldest_due_on as PlainDateString,
    isAccepting: row.accepting_payments,
    hasAutopay: row.has_autopay,
    isInTransitInFull: Number(row.in_transit) > 0 && Number(row.balance) === 0,
    plan: row.plan_id === null ? null : { nextDueOn: dateOrNull(row.plan_next_due_on) },
    offerUntil: dateOrNull(row.offer_until),
    dispute:
      status === undefined
        ? null
        : {
            needsResponse: needsResponse(status),
            answerBy: dateOrNull(row.dispute_due_at?.toISOString().slice(0, 10) ?? null),
          },
    lateFeeOn: row.has_late_fee ? null : lateFeeOn(row),
    last:
      row.last_status === null || row.last_method_kind === null || row.last_presented_at === null
        ? null
        : {
            status: row.last_status,
            methodKind: row.last_method_kind,
            failureCode: row.last_failure_code,
            declineCode: row.last_decline_code,
            presentedAtMs: row.last_presented_at.getTime(),
            resolvedAtMs: row.last_resolved_at?.getTime() ?? null,
          },
  };
}

function lateFeeOn(row: DelinquencyRow): PlainDateString | null {
  const terms = lateFeeTermsOf(row.terms);
  if (terms === null || Number(row.past_due_rent) <= 0) return null;
  return lateFeeFor(terms, {
    state: row.state,
    dueOn: row.oldest_due_on as PlainDateString,
    today: row.today as PlainDateString,
    pastDueRentCents: cents(Number(row.past_due_rent)),
    monthlyRentCents: cents(Number(row.rent)),
    unitsInBuilding: row.units_in_building,
  }).firstChargeableOn;
}
