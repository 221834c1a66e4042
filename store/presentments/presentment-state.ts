import type { PresentmentStatus } from '../../domain/states';
import { type Database, queryInOrganization } from '../database';

/** How far a presentment has come, as far as the store knows; null where it is not written down. */
export async function presentmentState(
  database: Database,
  { organizationId, presentmentId }: { organizationId: string; presentmentId: string },
): Promise<{ status: PresentmentStatus; presentedAt: Date } | null> {
  const [known] = await queryInOrganization<{ status: PresentmentStatus; presentedAt: Date }>(
    database,
    organizationId,
    'select status, presented_at as "presentedAt" from presentments where id = $1',
    [presentmentId],
  );
  return known ?? null;
}
