import type { PresentmentStatus } from '../../domain/states';
import { type Database, queryInOrganization } from '../database';
import { together } from '../together';

/** How far a presentment has come. */
export type PresentmentState = { status: PresentmentStatus; presentedAt: Date };

const STATES = 'select id, status, presented_at as "presentedAt" from presentments where id = any($1)';

const ask = together<string, PresentmentState | null>(async (database, organizationId, ids) => {
  type Row = PresentmentState & { id: string };
  const rows = await queryInOrganization<Row>(database, organizationId, STATES, [ids]);
  const known = new Map(rows.map(({ id, ...state }) => [id, state]));
  return ids.map((id) => known.get(id) ?? null);
});

/** How far a presentment has come, as far as the store knows; null where it is not written down. */
export function presentmentState(
  database: Database,
  { organizationId, presentmentId }: { organizationId: string; presentmentId: string },
): Promise<PresentmentState | null> {
  return ask(database, organizationId, presentmentId);
}
