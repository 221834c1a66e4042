import type { PresentmentStatus } from '../../domain/states';
import { type Database, sqlInOrganization } from '../database';

/** How far a presentment has come, as far as the store knows; null where it is not written down. */
export async function presentmentState(
  database: Database,
  { organizationId, presentmentId }: { organizationId: string; presentmentId: string },
): Promise<{ status: PresentmentStatus; presentedAt: Date } | null> {
  const { rows } = await sqlInOrganization(database, organizationId, (client) =>
    client.query<{ status: PresentmentStatus; presentedAt: Date }>(
      'select status, presented_at as "presentedAt" from presentments where id = $1',
      [presentmentId],
    ),
  );
  return rows[0] ?? null;
}
