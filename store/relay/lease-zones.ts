import type { Database } from '../database';

/** The time zones in which any organization has a lease that stands, or has ended and is not closed. */
export async function zonesWithLeases(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ time_zone: string }>(
    'select time_zone from zones_with_leases() order by 1',
  );
  return rows.map((row) => row.time_zone);
}
