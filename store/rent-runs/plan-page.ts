import type { Period, PlainDateString } from '../../domain/calendar';
import { addDays, addPeriods, firstDayOf, nextPeriod, periodOf, periodsBetween } from '../../domain/calendar';
import { chargedLate } from '../../domain/late-fees';
import { rentTermsOf } from '../../domain/lease-terms';
import { cents } from '../../domain/money';
import { chargesForPeriod, type RentTerms } from '../../domain/rent-schedule';
import type { ChargeToPost } from '../charges/post-charges';
import type { RunSql } from '../sql-runner';

/** Charges are posted this many days before they are due: time for a reminder and for autopay's notice. */
export const LEAD_DAYS = 5;

export type PageRequest = {
  organizationId: string;
  zone: string;
  /** The local date the run is for. */
  runOn: PlainDateString;
  /** The last lease of the page before; empty for the first. */
  afterLeaseId: string;
  size: number;
};

type LeaseRow = {
  id: string;
  unit_id: string;
  property_id: string;
  rent: string;
  deposit: string;
  due_day: number;
  starts_on: string;
  ends_on: string | null;
  payment_schedule: unknown;
  behind: boolean;
};

/**
 * `behind`: signed here, and not every month that is over since its first has had its rent charged. What was due before
 * a lease came here from elsewhere was collected elsewhere.
 */
const LEASES = `
  select l.id, l.unit_id, u.property_id, l.rent_cents::text as rent, l.deposit_cents::text as deposit, l.due_day,
    l.starts_on::text as starts_on, l.ends_on::text as ends_on, l.payment_schedule,
    case when l.signed_at is null or l.starts_on >= date_trunc('month', $5::date) then false else
      (select count(distinct c.period) from charges c where c.organization_id = $1 and c.lease_id = l.id and c.kind = 'rent'
        and c.period < to_char($5::date, 'YYYY-MM'))
      < (extract(year from $5::date) - extract(year from l.starts_on)) * 12
        + extract(month from $5::date) - extract(month from l.starts_on) end as behind
  from leases l join units u on u.id = l.unit_id
  where l.organization_id = $1 and l.time_zone = $2 and l.status in ('scheduled', 'active') and l.id > $3
    and l.starts_on <= $4::date and (l.ends_on is null or l.ends_on >= date_trunc('month', $5::date))
  order by l.id limit $6`;

export type PlannedPage = {
  charges: ChargeToPost[];
  /** Leases whose stored schedule cannot be read: each stops only itself. */
  unreadable: string[];
  /** Where the next page starts; null after the last. */
  nextAfter: string | null;
};

/**
 * What the run would post for one page of leases: everything of the month, or due in it, up to the lead time
 * ahead that does not stand yet, and every month before it whose rent was never charged (a lease signed after its first
 * month, a month without runs). Reads only; a dry run shows exactly this.
 */
export async function planPage(run: RunSql, page: PageRequest): Promise<PlannedPage> {
  const until = addDays(page.runOn, LEAD_DAYS);
  const rows = await run<LeaseRow>(LEASES, [
    page.organizationId,
    page.zone,
    page.afterLeaseId,
    until,
    page.runOn,
    page.size,
  ]);
  // Where a lease moves due dates past banks' closed days, a month's rent may fall due in the month before or after.
  const thisMonth = periodOf(page.runOn);
  const periods = periodsBetween(addPeriods(thisMonth, -1), nextPeriod(periodOf(until)));
  const isDue = ({ period, dueOn }: { period: string; dueOn: PlainDateString }) =>
    dueOn <= until && (period >= thisMonth || dueOn >= firstDayOf(thisMonth));
  const rentOf = await chargedMonths(run, page, rows);
  const unreadable: string[] = [];
  const planned = rows.flatMap((row) => {
    const terms = termsOf(row);
    if (terms === null) {
      unreadable.push(row.id);
      return [];
    }
    const missed = row.behind ? missedMonths(terms, thisMonth, rentOf.get(row.id)) : [];
    return [...missed, ...periods]
      .flatMap((period) => chargesForPeriod(terms, period))
      .filter((charge) => isDue(charge) || missed.includes(charge.period))
      .map((charge) => ({
        ...charge,
        ...(charge.dueOn < page.runOn && { rule: chargedLate(charge.rule, page.runOn) }),
        leaseId: row.id,
        alsoAbout: [row.unit_id, row.property_id],
      }));
  });
  const charges = await withoutStanding(run, page.organizationId, planned);
  return { charges, unreadable, nextAfter: rows.length < page.size ? null : (rows.at(-1)?.id ?? null) };
}

/** Of leases that are behind, the months whose rent was charged, whatever became of it. */
async function chargedMonths(
  run: RunSql,
  { organizationId }: PageRequest,
  rows: readonly LeaseRow[],
): Promise<Map<string, string[]>> {
  const behind = rows.filter((row) => row.behind).map((row) => row.id);
  if (behind.length === 0) return new Map();
  const months = await run<{ id: string; periods: string[] }>(
    `select c.lease_id as id, array_agg(distinct c.period) as periods from charges c
     where c.organization_id = $1 and c.lease_id in (select jsonb_array_elements_text($2::jsonb)) and c.kind = 'rent'
     group by 1`,
    [organizationId, JSON.stringify(behind)],
  );
  return new Map(months.map(({ id, periods }) => [id, periods]));
}

/** The months from the first to the one before this in which no rent was charged; of the first, move-in asked. */
function missedMonths(terms: RentTerms, thisMonth: Period, charged: readonly string[] = []): Period[] {
  const [first, ...between] = periodsBetween(periodOf(terms.startsOn), addPeriods(thisMonth, -1));
  return first === undefined ? [] : between.filter((period) => !charged.includes(period));
}

function termsOf(row: LeaseRow): RentTerms | null {
  try {
    return rentTermsOf({
      rentCents: cents(Number(row.rent)),
      depositCents: cents(Number(row.deposit)),
      dueDay: row.due_day,
      startsOn: row.starts_on as PlainDateString,
      endsOn: row.ends_on as PlainDateString | null,
      paymentSchedule: row.payment_schedule,
    });
  } catch {
    return null;
  }
}

async function withoutStanding(run: RunSql, organizationId: string, planned: ChargeToPost[]): Promise<ChargeToPost[]> {
  if (planned.length === 0) return [];
  const keyOf = (charge: { leaseId: string; period: string; kind: string; item: string }) =>
    [charge.leaseId, charge.period, charge.kind, charge.item].join('|');
  const standing = await run<{ leaseId: string; period: string; kind: string; item: string }>(
    `select c.lease_id as "leaseId", c.period, c.kind, c.item from charges c
     where c.organization_id = $1 and c.lease_id in (select jsonb_array_elements_text($2::jsonb))
       and c.period in (select jsonb_array_elements_text($3::jsonb))`,
    [
      organizationId,
      JSON.stringify([...new Set(planned.map((charge) => charge.leaseId))]),
      JSON.stringify([...new Set(planned.map((charge) => charge.period))]),
    ],
  );
  const known = new Set(standing.map(keyOf));
  return planned.filter((charge) => !known.has(keyOf(charge)));
}
