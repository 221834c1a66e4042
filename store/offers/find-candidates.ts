import { localDateAt, localTimeAt, parsePlainDate } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { TRADES, type Trade } from '../../domain/triage-rules';
import { type Ranking, rankVendors, type VendorCandidate, type VendorHours } from '../../domain/vendor-ranking';
import type { Transaction } from '../database';
import type { Repair } from '../maintenance/load-repair';

/** More are never ranked for one repair. */
const MOST_CANDIDATES = 200;
/** No vendor's area is larger, in meters; bounds what the index is asked for. */
const LARGEST_RADIUS_M = 500_000;

type Row = {
  id: string;
  name: string;
  trades: string[];
  distance_m: number | null;
  service_radius_m: number;
  hours: VendorHours;
  insurance_expires_on: string | null;
  license_expires_on: string | null;
  hourly_rate_cents: number | null;
  rating: number | null;
  open_jobs: number;
  preferred: boolean;
  in_house: boolean;
};

export type Search = {
  /** By how much each vendor's own radius is widened. */
  radiusFactor: number;
  /** Vendors that were asked in this round or later are not asked again. */
  sinceRound: number;
  at: Date;
};

/**
 * Ranks the organization's vendors for a repair's present work order: trade and area by the map, then dates of
 * insurance and license, hours, load, price, rating and preference by the domain's rules. Whoever did the work
 * before and was not thanked for it comes first the second time.
 */
export async function findCandidates(tx: Transaction, repair: Repair, search: Search): Promise<Ranking> {
  const { row, workOrder, zone, severity } = repair;
  const trade: Trade = TRADES.find((known) => known === row.trade) ?? 'general';
  const rows = await tx.$queryRaw<Row[]>`
    select v.id, v.name, v.trades, v.service_radius_m, v.hours, v.rating, v.preferred, v.in_house,
      st_distance(v.location, p.location)::float8 as distance_m,
      v.insurance_expires_on::text, v.license_expires_on::text, v.hourly_rate_cents::float8,
      (select count(*)::int from work_orders w
        where w.vendor_id = v.id and w.status in ('accepted', 'scheduled', 'in_progress')) as open_jobs
    from vendors v join properties p on p.id = ${row.unit.propertyId} and p.organization_id = v.organization_id
    where v.organization_id = ${repair.ref.organizationId} and v.status = 'active'
      and v.trades && array[${trade}, 'general']::text[]
      and (v.location is null or p.location is null or st_dwithin(v.location, p.location, ${LARGEST_RADIUS_M}))
      and not exists (select from dispatch_offers o
        where o.work_order_id = ${workOrder?.id ?? ''} and o.vendor_id = v.id and o.round >= ${search.sinceRound})
    order by v.preferred desc, distance_m nulls last, v.id limit ${MOST_CANDIDATES}`;
  const atMs = search.at.getTime();
  const ranking = rankVendors(rows.map(toCandidate), {
    trade,
    severity,
    today: localDateAt(atMs, zone),
    localTime: localTimeAt(atMs, zone),
    radiusFactor: search.radiusFactor,
  });
  return { ...ranking, ranked: sameVendorFirst(repair, ranking.ranked) };
}

function sameVendorFirst({ row, workOrder }: Repair, ranked: Ranking['ranked']): Ranking['ranked'] {
  if (workOrder?.sequence !== 2) return ranked;
  const before = row.workOrders.find(({ sequence, status }) => sequence === 1 && status === 'done')?.vendorId;
  const found = ranked.find(({ vendorId }) => vendorId === before);
  if (found === undefined) return ranked;
  const first = { ...found, explanation: ['was there the first time', ...found.explanation] };
  return [first, ...ranked.filter((each) => each !== found)];
}

function toCandidate(row: Row): VendorCandidate {
  return {
    vendorId: row.id,
    name: row.name,
    trades: row.trades,
    distanceM: row.distance_m,
    serviceRadiusM: row.service_radius_m,
    hours: row.hours,
    insuranceExpiresOn: row.insurance_expires_on === null ? null : parsePlainDate(row.insurance_expires_on),
    licenseExpiresOn: row.license_expires_on === null ? null : parsePlainDate(row.license_expires_on),
    hourlyRateCents: row.hourly_rate_cents === null ? null : cents(row.hourly_rate_cents),
    rating: row.rating,
    openJobs: row.open_jobs,
    preferred: row.preferred,
    inHouse: row.in_house,
  };
}
