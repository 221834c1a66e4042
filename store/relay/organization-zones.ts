import type { Database } from '../database';

/** The time zones of organizations that let homes. */
export async function zonesOfOrganizations(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ time_zone: string }>(
    'select time_zone from zones_of_organizations() order by 1',
  );
  return rows.map((row) => row.time_zone);
}

/** The next organizations of a time zone that let homes, by id. */
export async function organizationsOfZone(
  database: Database,
  { zone, after, limit }: { zone: string; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await database.pool.query<{ organization_id: string }>(
    'select organization_id from organizations_of_zone($1, $2, $3)',
    [zone, after, limit],
  );
  return rows.map((row) => row.organization_id);
}

/** Whose own account with the payment service it is; null where it is nobody's, or an owner's. */
export async function organizationOfAccount(database: Database, account: string): Promise<string | null> {
  const { rows } = await database.pool.query<{ id: string | null }>('select organization_of_account($1) as id', [
    account,
  ]);
  return rows[0]?.id ?? null;
}
