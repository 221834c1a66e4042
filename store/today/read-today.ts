import { CHARGE_KINDS } from '../../domain/charge-kinds';
import type { SqlTransaction } from '../database';
import { EVENT_COLUMNS, eventOf, type LoggedEvent } from '../events/read-events';

export type Figure = { amount_cents: number; leases: number };

export type RentOfMonth = {
  expected: Figure;
  received: Figure;
  in_transit: Figure;
  late: Figure;
  newest_in_transit: string | null;
};

/** What a lease owes month after month: rent and what is charged with it, neither deposits nor fees. */
const MONTHLY_KINDS = Object.entries(CHARGE_KINDS)
  .filter(([kind]) => kind !== 'double_refund')
  .filter(([, { group }]) => group === 'rent' || group === 'recurring' || group === 'utilities')
  .map(([kind]) => kind);

/**
 * The month's rent and what became of it, in cents. Late is everything past its due day, whatever month it is of, and
 * in transit whatever the bank is working on; a deposit is none of it.
 * @param period `YYYY-MM`; @param today `YYYY-MM-DD`
 */
export async function readRentOfMonth(client: SqlTransaction, period: string, today: string): Promise<RentOfMonth> {
  const { rows } = await client.query<Record<string, number | string | null>>(
    `with paid as (
       select a.charge_id, sum(a.amount_cents) filter (where p.status = 'succeeded') as received,
         sum(a.amount_cents) filter (where p.status <> 'succeeded') as transit, max(p.effective_on) filter (where p.status <> 'succeeded') as since
       from allocations a join payments p on p.id = a.payment_id where a.voided_at is null group by 1),
     owed as (
       select c.lease_id, c.period = $1 and c.kind = any($3) as is_month, c.due_on, c.amount_cents, coalesce(paid.received, 0) as received,
         coalesce(paid.transit, 0) as transit, paid.since
       from charges c left join paid on paid.charge_id = c.id where c.voided_at is null and c.amount_cents > 0
         and c.kind <> 'deposit')
     select coalesce(sum(amount_cents) filter (where is_month), 0)::bigint as expected,
       count(distinct lease_id) filter (where is_month)::int as expected_leases,
       coalesce(sum(received) filter (where is_month), 0)::bigint as received,
       count(distinct lease_id) filter (where is_month and received > 0)::int as received_leases,
       coalesce(sum(transit), 0)::bigint as transit,
       count(distinct lease_id) filter (where transit > 0)::int as transit_leases,
       max(since)::text as since,
       coalesce(sum(amount_cents - received - transit) filter (where due_on < $2::date), 0)::bigint as late,
       count(distinct lease_id) filter (where due_on < $2::date and amount_cents > received + transit)::int as late_leases
     from owed`,
    [period, today, MONTHLY_KINDS],
  );
  const row = rows[0] ?? {};
  const figure = (name: string): Figure => ({ amount_cents: Number(row[name]), leases: Number(row[`${name}_leases`]) });
  return {
    expected: figure('expected'),
    received: figure('received'),
    in_transit: figure('transit'),
    late: figure('late'),
    newest_in_transit: typeof row.since === 'string' ? row.since : null,
  };
}

export type Counts = {
  units: number;
  occupied: number;
  applications: number;
  maintenance: number;
};

/** How much there is, and how much of it is open. */
export async function readCounts(client: SqlTransaction): Promise<Counts> {
  const { rows } = await client.query<Counts>(
    `select (select count(*)::int from units) as units,
       (select count(*)::int from units where status = 'occupied') as occupied,
       (select count(*)::int from applications where status in ('invited','in_progress','submitted','screening','decision_pending','approved_with_conditions')) as applications,
       (select count(*)::int from maintenance_requests where status not in ('resolved','canceled')) as maintenance`,
  );
  return rows[0] ?? { units: 0, occupied: 0, applications: 0, maintenance: 0 };
}

/** Something a person must do, as a row; which words it gets is decided by who shows it. */
export type Need = {
  kind: 'decision' | 'repair' | 'lease_draft' | 'late' | 'returned' | 'dispute';
  id: string;
  what: string;
  why: string | null;
  amount_cents: number | null;
  since: string;
  deadline: string | null;
};

const HOME = "p.address_line1 || ', ' || u.number";
const NEEDS_PAGE = 25;

/** What waits for somebody's hand, the oldest first of each kind. */
export async function readNeeds(client: SqlTransaction, today: string): Promise<Need[]> {
  const { rows } = await client.query<Need>(
    `(select 'repair' as kind, m.id, left(m.description, 80) || ', ' || ${HOME} as what, m.attention_reason as why,
        null::bigint as amount_cents, m.created_at::text as since, to_json(m.clock_due_at)#>>'{}' as deadline
      from maintenance_requests m join units u on u.id = m.unit_id join properties p on p.id = u.property_id
      where m.needs_attention and m.status not in ('resolved','canceled') order by m.created_at limit ${NEEDS_PAGE})
     union all
     (select 'returned', l.id, ${HOME}, pay.failure_message, pay.amount_cents, pay.reversed_at::text, null
      from payments pay join leases l on l.id = pay.lease_id join units u on u.id = l.unit_id join properties p on p.id = u.property_id
      where pay.status = 'reversed' and pay.reversed_at > $1::date - 14
        and not exists (select from disputes d where d.payment_id = pay.id and d.is_contestable and d.closed_at is null) order by pay.reversed_at limit ${NEEDS_PAGE})
     union all
     (select 'dispute', l.id, ${HOME}, null, d.amount_cents, d.opened_at::text, to_json(d.evidence_due_at)#>>'{}'
      from disputes d join leases l on l.id = d.lease_id join units u on u.id = l.unit_id join properties p on p.id = u.property_id
      where d.status in ('needs_response','warning_needs_response') and d.is_contestable and d.accepted_by is null
      order by d.evidence_due_at limit ${NEEDS_PAGE})
     union all
     (select 'decision', a.id, ${HOME}, (select string_agg(x.name, ', ' order by x.created_at) from applicants x where x.application_id = a.id),
        a.rent_cents, coalesce(a.submitted_at, a.created_at)::text, null
      from applications a join units u on u.id = a.unit_id join properties p on p.id = u.property_id
      where a.status = 'decision_pending' order by a.submitted_at limit ${NEEDS_PAGE})
     union all
     (select 'lease_draft', l.id, ${HOME}, null, l.rent_cents, l.created_at::text, null
      from leases l join units u on u.id = l.unit_id join properties p on p.id = u.property_id
      where l.status = 'draft' order by l.created_at limit ${NEEDS_PAGE})
     union all
     (select 'late', l.id, ${HOME}, null, o.open, o.since, null
      from (select c.lease_id, sum(c.amount_cents - coalesce(a.paid, 0))::bigint as open, (min(c.due_on) filter (where c.amount_cents > coalesce(a.paid, 0)))::text as since
          from charges c left join (select charge_id, sum(amount_cents) as paid from allocations where voided_at is null group by 1) a on a.charge_id = c.id
          where c.voided_at is null and c.due_on < $1::date - 5 group by 1 having sum(c.amount_cents - coalesce(a.paid, 0)) > 0
          order by 3 limit ${NEEDS_PAGE}) o
      join leases l on l.id = o.lease_id join units u on u.id = l.unit_id join properties p on p.id = u.property_id)`,
    [today],
  );
  return rows;
}

/** The newest events of the organization. */
export async function readRecent(
  client: SqlTransaction,
  organizationId: string,
  limit: number,
): Promise<LoggedEvent[]> {
  const { rows } = await client.query<Parameters<typeof eventOf>[0]>(
    `select ${EVENT_COLUMNS} from events where organization_id = $1 order by transaction_id desc, position desc limit $2`,
    [organizationId, limit],
  );
  return rows.map(eventOf);
}

export type DueGroup = { time_zone: string; due_day: number };

/** The zones and due days that standing leases have. */
export async function readDueDays(client: SqlTransaction): Promise<DueGroup[]> {
  const { rows } = await client.query<DueGroup>(
    "select distinct time_zone, due_day from leases where status in ('scheduled', 'active')",
  );
  return rows;
}

/** A month's rent of the leases of one zone and due day, with the local day on which it is to be posted. */
export type PlannedRun = DueGroup & { period: string; due_on: string; run_on: string };
export type UnpostedRent = { run_on: string; time_zone: string; leases: number; amount_cents: number };

/** What the nearest of these runs has to post: rent and recurring charges in cents, of leases that have no rent of that month yet. */
export async function readNextRun(client: SqlTransaction, runs: readonly PlannedRun[]): Promise<UnpostedRent | null> {
  const { rows } = await client.query<UnpostedRent>(
    `select r.run_on, r.time_zone, count(distinct l.id)::int as leases, sum(${MONTHLY_AMOUNT})::bigint as amount_cents
     from jsonb_to_recordset($1::jsonb) r(time_zone text, due_day int, period text, due_on date, run_on text)
     join leases l on l.time_zone = r.time_zone and l.due_day = r.due_day and l.status in ('scheduled', 'active')
       and l.starts_on <= r.due_on and (l.ends_on is null or l.ends_on >= date_trunc('month', r.due_on))
     where not exists (select 1 from charges c where c.lease_id = l.id and c.period = r.period and c.kind = 'rent')
     group by 1, 2 order by 1, 2 limit 1`,
    [JSON.stringify(runs)],
  );
  return rows[0] ?? null;
}

/** The rent in force on the due day, with what is charged beside it; a month that is not lived in whole counts whole. */
const MONTHLY_AMOUNT = `coalesce(
    (select (s->>'rent_cents')::bigint from jsonb_array_elements(l.payment_schedule->'rent_steps') s
     where (s->>'effective_on')::date <= r.due_on order by s->>'effective_on' desc limit 1), l.rent_cents)
  + coalesce((select sum((c->>'amount_cents')::bigint) from jsonb_array_elements(l.payment_schedule->'recurring') c
     where coalesce((c->>'starts_on')::date, r.due_on) <= r.due_on
       and coalesce((c->>'ends_on')::date, r.due_on) >= r.due_on), 0)`;
