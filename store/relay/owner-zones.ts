import type { Database } from '../database';

/** The time zones in which any organization manages for owners. */
export async function zonesWithOwners(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ time_zone: string }>(
    'select time_zone from zones_with_owners() order by 1',
  );
  return rows.map((row) => row.time_zone);
}

/** The next organizations, by id, that manage for owners in a time zone. */
export async function organizationsWithOwners(
  database: Database,
  { zone, after, limit }: { zone: string; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await database.pool.query<{ organization_id: string }>(
    'select organization_id from organizations_with_owners($1, $2, $3)',
    [zone, after, limit],
  );
  return rows.map((row) => row.organization_id);
}
