import { ROLES, type Role } from '../../domain/permissions';
import type { Database } from '../database';

export type OwnMembership = { organizationId: string; organizationName: string; role: Role };

/** The organizations a person may sign in to, the first joined first. */
export async function membershipsOf(database: Database, userId: string): Promise<OwnMembership[]> {
  const { rows } = await database.pool.query<{ organization_id: string; organization_name: string; role: string }>(
    'select * from memberships_of($1)',
    [userId],
  );
  return rows.flatMap((row) => {
    const role = ROLES.find((known) => known === row.role);
    return role === undefined
      ? []
      : [{ organizationId: row.organization_id, organizationName: row.organization_name, role }];
  });
}
