import type { RunSql } from '../sql-runner';

/** By how many days the oldest open charge is late. */
export const AGEING_BUCKETS = ['0_30', '31_60', '61_90', 'over_90'] as const;
export type AgeingBucket = (typeof AGEING_BUCKETS)[number];

export type DelinquencyFilter = {
  organizationId: string;
  now: Date;
  bucket?: AgeingBucket | undefined;
  propertyId?: string | undefined;
  hasPlan?: boolean | undefined;
  hasDispute?: boolean | undefined;
  after?: { oldestDueOn: string; leaseId: string } | undefined;
  limit: number;
};

/** One lease that is late, as SQL sums it; amounts in cents as text, dates as text. */
export type DelinquencyRow = {
  lease_id: string;
  lease_status: string;
  home: string;
  property_id: string;
  tenants: string;
  state: string;
  time_zone: string;
  today: string;
  terms: unknown;
  rent: string;
  units_in_building: number;
  accepting_payments: boolean;
  balance: string;
  past_due_rent: string;
  oldest_due_on: string;
  days_late: number;
  d0_30: string;
  d31_60: string;
  d61_90: string;
  over_90: string;
  in_transit: string;
  has_autopay: boolean;
  has_late_fee: boolean;
  plan_id: string | null;
  plan_next_due_on: string | null;
  offer_until: string | null;
  dispute_id: string | null;
  dispute_status: string | null;
  dispute_due_at: Date | null;
  last_status: string | null;
  last_method_kind: string | null;
  last_failure_code: string | null;
  last_decline_code: string | null;
  last_presented_at: Date | null;
  last_resolved_at: Date | null;
};

/**
 * What is open and past its day, each charge once: two scans of covering indexes and a hash, however many leases.
 * A charge is late from the day after it was due, by the lease's own calendar.
 */
const LATE = `
  paid as (select charge_id, sum(amount_cents) as cents from allocations
    where organization_id = $1 and voided_at is null group by charge_id),
  late as (
    select c.lease_id, c.due_on, c.kind, c.amount_cents - coalesce(paid.cents, 0) as cents,
      ($2::timestamptz at time zone l.time_zone)::date - c.due_on as days
    from charges c join leases l on l.id = c.lease_id left join paid on paid.charge_id = c.id
    where c.organization_id = $1 and c.voided_at is null and c.amount_cents > coalesce(paid.cents, 0)
      and c.due_on < ($2::timestamptz at time zone l.time_zone)::date
  ),
  sums as (
    select lease_id, sum(cents) as balance, min(due_on) as oldest_due_on, max(days) as days_late,
      coalesce(sum(cents) filter (where kind = 'rent'), 0) as past_due_rent,
      coalesce(sum(cents) filter (where days <= 30), 0) as d0_30,
      coalesce(sum(cents) filter (where days between 31 and 60), 0) as d31_60,
      coalesce(sum(cents) filter (where days between 61 and 90), 0) as d61_90,
      coalesce(sum(cents) filter (where days > 90), 0) as over_90
    from late group by lease_id
  )`;

const PAGE = `
  with ${LATE},
  page as (
    select s.* from sums s join leases l on l.id = s.lease_id join units u on u.id = l.unit_id
    where ($3::text is null or (s.oldest_due_on, s.lease_id) > ($3::date, $4::text))
      and ($5::text is null or u.property_id = $5)
      and ($6::int is null or s.days_late >= $6) and ($7::int is null or s.days_late <= $7)
      and ($8::boolean is null or $8 = exists (select from payment_plans pp where pp.lease_id = s.lease_id and pp.status = 'active'))
      and ($9::boolean is null or $9 = exists (select from disputes d where d.lease_id = s.lease_id and d.closed_at is null))
    order by s.oldest_due_on, s.lease_id limit $10
  )
  select page.lease_id, l.status as lease_status, p.address_line1 || ', ' || u.number as home, u.property_id, l.state, l.time_zone,
    ($2::timestamptz at time zone l.time_zone)::date::text as today, l.terms, l.rent_cents::text as rent,
    p.unit_count as units_in_building, l.accepting_payments, page.balance::text as balance,
    page.past_due_rent::text as past_due_rent, page.oldest_due_on::text as oldest_due_on, page.days_late,
    page.d0_30::text as d0_30, page.d31_60::text as d31_60, page.d61_90::text as d61_90, page.over_90::text as over_90,
    (select coalesce(string_agg(t.name, ', ' order by t.name), '') from lease_tenants lt join tenants t on t.id = lt.tenant_id
      where lt.lease_id = l.id) as tenants,
    (select coalesce(sum(amount_cents - returned_cents - refunded_cents), 0)::text from payments where lease_id = l.id and status = 'processing') as in_transit,
    exists (select from mandates m where m.lease_id = l.id and m.status = 'active') as has_autopay,
    exists (select from charges f where f.lease_id = l.id and f.kind = 'late_fee' and f.voided_at is null
      and f.due_on > page.oldest_due_on) as has_late_fee,
    plan.id as plan_id, (select min(i.due_on)::text from payment_plan_installments i where i.plan_id = plan.id
      and i.due_on >= ($2::timestamptz at time zone l.time_zone)::date) as plan_next_due_on,
    (select max(o.accept_by)::text from payment_plans o where o.lease_id = l.id and o.status = 'offered') as offer_until,
    dispute.id as dispute_id, dispute.status as dispute_status, dispute.evidence_due_at as dispute_due_at,
    last.status as last_status, last.method_kind as last_method_kind, last.failure_code as last_failure_code,
    last.decline_code as last_decline_code, last.presented_at as last_presented_at, last.resolved_at as last_resolved_at
  from page join leases l on l.id = page.lease_id join units u on u.id = l.unit_id join properties p on p.id = u.property_id
  left join lateral (select id from payment_plans where lease_id = l.id and status = 'active' limit 1) plan on true
  left join lateral (select id, status, evidence_due_at from disputes where lease_id = l.id and closed_at is null
    order by opened_at desc limit 1) dispute on true
  left join lateral (select status, method_kind, failure_code, decline_code, presented_at, resolved_at from presentments
    where lease_id = l.id order by presented_at desc, id desc limit 1) last on true
  order by page.oldest_due_on, page.lease_id`;

const DAYS: Readonly<Record<AgeingBucket, readonly [number | null, number | null]>> = {
  '0_30': [null, 30],
  '31_60': [31, 60],
  '61_90': [61, 90],
  over_90: [91, null],
};

/** Leases with something past its day, the longest late first; one more than `limit` where there are more. */
export function listDelinquencies(run: RunSql, filter: DelinquencyFilter): Promise<DelinquencyRow[]> {
  const { organizationId, now, bucket, propertyId, hasPlan, hasDispute, after, limit } = filter;
  const [least, most] = bucket === undefined ? [null, null] : DAYS[bucket];
  return run<DelinquencyRow>(PAGE, [
    organizationId,
    now,
    after?.oldestDueOn ?? null,
    after?.leaseId ?? null,
    propertyId ?? null,
    least,
    most,
    hasPlan ?? null,
    hasDispute ?? null,
    limit + 1,
  ]);
}

export type AgeingSums = {
  leases: number;
  balance: string;
  d0_30: string;
  d31_60: string;
  d61_90: string;
  over_90: string;
};

/** How much is late in all, by how long; amounts in cents as text. */
export async function sumDelinquencies(run: RunSql, organizationId: string, now: Date): Promise<AgeingSums> {
  const [row] = await run<AgeingSums>(
    `with ${LATE} select count(*)::int as leases, coalesce(sum(balance), 0)::text as balance,
       coalesce(sum(d0_30), 0)::text as d0_30, coalesce(sum(d31_60), 0)::text as d31_60,
       coalesce(sum(d61_90), 0)::text as d61_90, coalesce(sum(over_90), 0)::text as over_90 from sums`,
    [organizationId, now],
  );
  return row ?? { leases: 0, balance: '0', d0_30: '0', d31_60: '0', d61_90: '0', over_90: '0' };
}
