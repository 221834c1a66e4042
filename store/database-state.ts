import type { Database } from './database';

/** Whether the database answers, and whether it holds the tables this code needs. */
export async function databaseState(database: Database): Promise<{ reachable: boolean; migrated: boolean }> {
  try {
    const { rows } = await database.pool.query<{ migrated: boolean }>(
      "select to_regclass('audit_entries') is not null and to_regproc('events_after') is not null as migrated",
    );
    return { reachable: true, migrated: rows[0]?.migrated ?? false };
  } catch {
    return { reachable: false, migrated: false };
  }
}
