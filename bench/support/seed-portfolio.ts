import { createRequire } from 'node:module';
import type { PrivateDatabase } from './private-database';

/** What the set-based seeds make for everybody who measures. */
export const BENCH_ORGANIZATION = 'org_bench';

/** One organization with nothing in it. */
export async function seedOrganization({ sql }: PrivateDatabase): Promise<void> {
  await sql(
    `insert into organizations (id, name, email) values ('${BENCH_ORGANIZATION}', 'Bench Homes', 'home@bench.test')`,
  );
}

/** A postal place of the country. */
export type Place = { city: string; state: string; zip: string; latitude: number; longitude: number };

/** So many of the country's postal places, spread over it all. */
export function places(count: number): Place[] {
  const { codes }: { codes: Record<string, Place & { country: string }> } = createRequire(__filename)('zipcodes');
  const all = Object.values(codes).filter(({ country, latitude }) => country === 'US' && latitude);
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === 0).slice(0, count);
}

/**
 * Properties over real US places, a few units each, in a handful of statements however many.
 * @param units how many units; one property for every five
 */
export async function seedUnits({ sql }: PrivateDatabase, units: number): Promise<{ properties: number }> {
  const properties = Math.max(1, Math.ceil(units / 5));
  const json = JSON.stringify(places(2_000)).replaceAll("'", "''");
  await sql(
    'alter table units disable trigger units_summarized',
    `create temp table place as select row_number() over () - 1 as n, p.* from jsonb_to_recordset('${json}'::jsonb)
       as p(city text, state text, zip text, latitude float, longitude float)`,
    'create unique index on place (n)',
    // Around each place in a spiral of some ten kilometers, so that no two stand on one spot.
    `insert into properties (id, organization_id, name, address_line1, city, state, postal_code, latitude, longitude,
         type, status, time_zone, min_rent_cents, unit_count, created_at, updated_at)
       select 'prop_' || lpad(i::text, 26, '0'), '${BENCH_ORGANIZATION}', p.city || ' House ' || i, (100 + i % 9000) || ' Main Street',
         p.city, p.state, p.zip, p.latitude + 0.0009 * ((i / c.n) % 100) * cos(i), p.longitude + 0.0009 * ((i / c.n) % 100) * sin(i),
         (array['apartment_building', 'single_family', 'townhouse'])[1 + i % 3], 'active', 'America/Chicago', 80000 + (i % 300) * 1000, 5,
         timestamptz '2025-01-01' + i * interval '1 second', now()
       from generate_series(0, ${properties - 1}) as i, (select count(*) as n from place) c, place p where p.n = i % c.n`,
    `insert into units (id, organization_id, property_id, number, rent_cents, deposit_cents, status, bedrooms, bathrooms, square_feet)
       select 'unit_' || lpad(i::text, 26, '0'), '${BENCH_ORGANIZATION}', 'prop_' || lpad((i / 5)::text, 26, '0'), (1 + i % 5)::text,
         80000 + ((i / 5) % 300) * 1000 + (i % 5) * 5000, 100000, (array['vacant', 'occupied', 'occupied', 'occupied'])[1 + i % 4], 1 + i % 4, 1, 700
       from generate_series(0, ${units - 1}) as i`,
    'alter table units enable trigger units_summarized',
    'analyze properties',
    'analyze units',
  );
  return { properties };
}

/** A standing lease on each of the first units. @returns their ids */
export async function seedLeases({ sql }: PrivateDatabase, leases: number): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `insert into leases (id, organization_id, unit_id, status, starts_on, rent_cents, time_zone, state)
       select 'lease_' || substr(u.id, 6), u.organization_id, u.id, 'active', '2026-01-01', u.rent_cents, p.time_zone, p.state
       from (select * from units order by id limit ${leases}) u join properties p on p.id = u.property_id returning id`,
  );
  await sql('analyze leases');
  return rows.map(({ id }) => id);
}
