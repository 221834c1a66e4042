import type { PlainDateString } from '../../domain/calendar';
import { addDays, addPeriods, firstDayOf, nextPeriod, periodOf, periodsBetween } from '../../domain/calendar';
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
};

const LEASES = `
  select l.id, l.unit_id, u.property_id, l.rent_cents::text as rent, l.deposit_cents::text as deposit, l.due_day,
    l.starts_on::text as starts_on, l.ends_on::text as ends_on, l.payment_schedule
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
 * ahead that does not stand yet. Reads only; a dry run shows exactly this.
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
  const unreadable: string[] = [];
  const planned = rows.flatMap((row) => {
    const terms = termsOf(row);
    if (terms === null) {
      unreadable.push(row.id);
      return [];
    }
    return periods
      .flatMap((period) => chargesForPeriod(terms, period))
      .filter(isDue)
      .map((charge) => ({ ...charge, leaseId: row.id, alsoAbout: [row.unit_id, row.property_id] }));
  });
  const charges = await withoutStanding(run, page.organizationId, planned);
  return { charges, unreadable, nextAfter: rows.length < page.size ? null : (rows.at(-1)?.id ?? null) };
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
