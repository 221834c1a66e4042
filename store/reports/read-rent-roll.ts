import type { PlainDateString } from '../../domain/calendar';
import { rentTermsOf } from '../../domain/lease-terms';
import { cents } from '../../domain/money';
import { rentOn } from '../../domain/rent-terms';
import type { RunSql } from '../sql-runner';

export type RentRollRow = {
  propertyId: string;
  property: string;
  unitId: string;
  unit: string;
  leaseId: string | null;
  leaseStatus: string | null;
  tenants: string;
  startsOn: string | null;
  endsOn: string | null;
  /** The rent in force on the day; what is asked for an empty home stands in `askedCents`. */
  rentCents: number | null;
  askedCents: number;
  depositCents: number | null;
  balanceCents: number | null;
};

type Row = {
  property_id: string;
  property: string;
  unit_id: string;
  unit: string;
  asked: string;
  lease_id: string | null;
  lease_status: string | null;
  starts_on: string | null;
  ends_on: string | null;
  rent: string | null;
  agreed_deposit: string | null;
  due_day: number | null;
  payment_schedule: unknown;
  tenants: string | null;
  deposit: string | null;
  balance: string | null;
};

/**
 * Every home with the lease that was in force on a day: begun, and not over; one that is still active after its last
 * day has been held over. Deposit and balance are sums of postings up to the day.
 */
const ROLL = `
  with leased as (
    select distinct on (l.unit_id) l.* from leases l
    where l.organization_id = $1 and l.status in ('signed', 'scheduled', 'active', 'ended', 'closed')
      and l.starts_on <= $2::date
      and (l.status = 'active' or coalesce(l.ends_on, l.ended_at::date, $2::date) >= $2::date)
    order by l.unit_id, l.starts_on desc, l.id desc
  ), books as (
    select p.lease_id,
      sum(p.amount_cents) filter (where p.account <> 'deposits_held') as balance,
      -sum(p.amount_cents) filter (where p.account = 'deposits_held') as deposit
    from postings p join journal_entries e on e.id = p.entry_id
    where p.organization_id = $1 and e.organization_id = $1 and e.effective_on <= $2::date
      and p.account in ('receivable', 'tenant_credit', 'deposits_held')
    group by p.lease_id
  ), people as (
    select lt.lease_id, string_agg(t.name, ', ' order by lt.is_primary desc, t.name) as names
    from lease_tenants lt join tenants t on t.id = lt.tenant_id where lt.organization_id = $1 group by lt.lease_id
  )
  select p.id as property_id, p.address_line1 || ', ' || p.city as property, u.id as unit_id, u.number as unit,
    u.rent_cents::text as asked, l.id as lease_id, l.status as lease_status, l.starts_on::text as starts_on,
    l.ends_on::text as ends_on, l.rent_cents::text as rent, l.deposit_cents::text as agreed_deposit, l.due_day,
    l.payment_schedule, people.names as tenants, coalesce(books.deposit, 0)::text as deposit,
    coalesce(books.balance, 0)::text as balance
  from units u join properties p on p.id = u.property_id
    left join leased l on l.unit_id = u.id
    left join people on people.lease_id = l.id
    left join books on books.lease_id = l.id
  where u.organization_id = $1 and ($3::text is null or u.property_id = $3)
  order by property, p.id, u.number, u.id
  limit $4`;

/** The homes of an organization, or of one property, as of a day; at most `limit`. */
export async function readRentRoll(
  run: RunSql,
  wanted: { organizationId: string; asOf: PlainDateString; propertyId: string | null; limit: number },
): Promise<RentRollRow[]> {
  const { organizationId, asOf, propertyId, limit } = wanted;
  const rows = await run<Row>(ROLL, [organizationId, asOf, propertyId, limit]);
  return rows.map((row) => ({
    propertyId: row.property_id,
    property: row.property,
    unitId: row.unit_id,
    unit: row.unit,
    leaseId: row.lease_id,
    leaseStatus: row.lease_status,
    tenants: row.tenants ?? '',
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    rentCents: rentOf(row, asOf),
    askedCents: Number(row.asked),
    depositCents: row.lease_id === null ? null : Number(row.deposit),
    balanceCents: row.lease_id === null ? null : Number(row.balance),
  }));
}

function rentOf(row: Row, asOf: PlainDateString): number | null {
  if (row.lease_id === null || row.starts_on === null || row.due_day === null) return null;
  const terms = rentTermsOf({
    rentCents: cents(Number(row.rent)),
    depositCents: cents(Number(row.agreed_deposit)),
    dueDay: row.due_day,
    startsOn: row.starts_on as PlainDateString,
    endsOn: row.ends_on as PlainDateString | null,
    paymentSchedule: row.payment_schedule,
  });
  return rentOn(terms, asOf);
}
