import { notFound, TenureError } from '../../domain/errors';
import { statesOf } from '../../domain/states';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import type { Lease, LeaseTenant, Property, Tenant, Unit } from '../generated/client';

/** One tenant. @throws TenureError not_found */
export async function readTenant(tx: Transaction, id: string): Promise<Tenant> {
  const tenant = await tx.tenant.findFirst({ where: { id } });
  if (tenant === null) throw notFound('tenant');
  return tenant;
}

export type TenantFilter = { q?: string | undefined; after?: { name: string; id: string } | undefined; limit: number };

/** Tenants by name; one more than `limit` where there are more. */
export async function listTenants(tx: Transaction, { q, after, limit }: TenantFilter): Promise<Tenant[]> {
  const words = q?.trim();
  return tx.tenant.findMany({
    where: {
      AND: [
        words
          ? {
              OR: [
                { name: { contains: words, mode: 'insensitive' } },
                { email: { contains: words, mode: 'insensitive' } },
              ],
            }
          : {},
        after === undefined ? {} : { OR: [{ name: { gt: after.name } }, { name: after.name, id: { gt: after.id } }] },
      ],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  });
}

/** Whether a lease goes on, lies ahead or is over. */
export type LeasePhase = 'active' | 'upcoming' | 'past';

const PHASES: Readonly<Record<LeasePhase, readonly string[]>> = {
  active: ['active'],
  upcoming: ['draft', 'out_for_signature', 'signed', 'scheduled'],
  past: ['ended', 'closed', 'canceled'],
};

/** The phase of a lease's status. */
export function phaseOf(status: string): LeasePhase {
  return (Object.keys(PHASES) as LeasePhase[]).find((phase) => PHASES[phase].includes(status)) ?? 'past';
}

export type LeaseOfTenant = LeaseTenant & {
  lease: Lease & { unit: Unit & { property: Property }; tenants: (LeaseTenant & { tenant: Tenant })[] };
};

export type TenantLeases = {
  tenantId: string;
  phase?: LeasePhase | undefined;
  /** Start (`YYYY-MM-DD`) and id of the last lease seen. */
  after?: { startsOn: string; id: string } | undefined;
  limit: number;
};

/** A tenant's leases, active and past, the latest first. @throws TenureError not_found for the tenant */
export async function listLeasesOfTenant(
  tx: Transaction,
  { tenantId, phase, after, limit }: TenantLeases,
): Promise<LeaseOfTenant[]> {
  await readTenant(tx, tenantId);
  const statuses = phase === undefined ? statesOf('lease') : PHASES[phase];
  const at = after === undefined ? undefined : new Date(`${after.startsOn}T00:00:00Z`);
  return tx.leaseTenant.findMany({
    where: {
      tenantId,
      lease: {
        status: { in: [...statuses] },
        ...(at === undefined || after === undefined
          ? {}
          : { OR: [{ startsOn: { lt: at } }, { startsOn: at, id: { lt: after.id } }] }),
      },
    },
    include: { lease: { include: { unit: { include: { property: true } }, tenants: { include: { tenant: true } } } } },
    orderBy: [{ lease: { startsOn: 'desc' } }, { leaseId: 'desc' }],
    take: limit + 1,
  });
}

export type TenantChange = {
  organizationId: string;
  id: string;
  version: number | null;
  changes: Partial<{ name: string; email: string; phone: string | null; locale: string }>;
  actor: string;
  origin: string;
};

/** Changes how a tenant is called and reached. @throws TenureError not_found, version_conflict */
export async function updateTenant(tx: Transaction, change: TenantChange): Promise<Tenant> {
  const { organizationId, id, changes, actor, origin } = change;
  const before = await readTenant(tx, id);
  const { count } = await tx.tenant.updateMany({
    where: { id, version: change.version ?? before.version },
    data: { ...changes, version: { increment: 1 } },
  });
  if (count === 0)
    throw new TenureError('version_conflict', 'Somebody changed this tenant meanwhile. Look again first.');
  const was = { name: before.name, email: before.email, phone: before.phone, locale: before.locale };
  await appendAudit(tx, {
    organizationId,
    actor,
    action: 'tenant.updated',
    subjectId: id,
    before: was,
    after: changes,
    origin,
  });
  return readTenant(tx, id);
}
