import type { Database } from '../database';

/** The next organization, by id, with leases in a time zone that stand or have ended and are not closed; null after the last. */
export async function nextOrganization(database: Database, zone: string, afterId: string): Promise<string | null> {
  const { rows } = await database.pool.query<{ organization_id: string }>(
    'select organization_id from organizations_with_leases($1, $2, 1)',
    [zone, afterId],
  );
  return rows[0]?.organization_id ?? null;
}
