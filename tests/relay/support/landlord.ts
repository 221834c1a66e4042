import type { Role } from '../../../domain/permissions';
import { type Database, inOrganization } from '../../../store/database';
import { newId } from '../../../store/new-id';

/** A landlord's business with one member per role given; returns its id and theirs. */
export async function createLandlord(
  database: Database,
  roles: readonly Role[] = ['owner'],
): Promise<{ organizationId: string; members: Partial<Record<Role, string>> }> {
  const organizationId = newId('organization');
  const members: Partial<Record<Role, string>> = {};
  await inOrganization(database, organizationId, async (tx) => {
    await tx.organization.create({ data: { id: organizationId, name: 'Harbor & Pine', email: 'office@harbor.test' } });
    for (const role of roles) {
      const userId = newId('user');
      const email = `${userId.toLowerCase()}@harbor.test`;
      await tx.user.create({ data: { id: userId, email, name: role, passwordHash: '-' } });
      await tx.membership.create({ data: { id: newId('membership'), organizationId, userId, email, role } });
      members[role] = userId;
    }
  });
  return { organizationId, members };
}

/** A tenant of the landlord with an email address and a phone number of their own. */
export async function createTenant(database: Database, organizationId: string) {
  const id = newId('tenant');
  const number = String(Math.floor(Math.random() * 1e4)).padStart(4, '0');
  const tenant = { id, name: 'Ada Okafor', email: `${id.toLowerCase()}@example.test`, phone: `+1206555${number}` };
  await inOrganization(database, organizationId, (tx) => tx.tenant.create({ data: { ...tenant, organizationId } }));
  return tenant;
}
