import { type Database, inOrganization } from '../database';

/**
 * Whose screening the agency's ids name: candidate, invitation or report, whichever we have kept.
 * @returns null where none of them is known
 */
export async function applicationOfScreening(
  database: Database,
  refs: readonly string[],
): Promise<{ organizationId: string; applicationId: string; screeningId: string } | null> {
  for (const ref of refs) {
    const { rows } = await database.pool.query<{ organization_id: string; subject_id: string }>(
      "select organization_id, subject_id from organization_of_vendor_ref('screening', $1)",
      [ref],
    );
    const found = rows[0];
    if (found === undefined) continue;
    const { organization_id: organizationId, subject_id: screeningId } = found;
    const screening = await inOrganization(database, organizationId, (tx) =>
      tx.screening.findUnique({ where: { id: screeningId }, select: { applicationId: true } }),
    );
    if (screening !== null) return { organizationId, screeningId, applicationId: screening.applicationId };
  }
  return null;
}
