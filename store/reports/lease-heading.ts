import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';

/** Who a lease's papers are from and for. */
export type LeaseHeading = {
  leaseId: string;
  from: string;
  tenants: readonly string[];
  home: string;
};

/** @throws TenureError not_found */
export async function readLeaseHeading(
  tx: Transaction,
  organizationId: string,
  leaseId: string,
): Promise<LeaseHeading> {
  const lease = await tx.lease.findFirst({
    where: { id: leaseId, organizationId },
    select: {
      unit: { select: { number: true, property: true } },
      tenants: {
        select: { tenant: { select: { name: true } } },
        orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }],
      },
    },
  });
  if (lease === null) throw notFound('lease');
  const { name } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true } });
  const { addressLine1, city, state, postalCode } = lease.unit.property;
  return {
    leaseId,
    from: name,
    tenants: lease.tenants.map(({ tenant }) => tenant.name),
    home: `${addressLine1}, ${lease.unit.number}, ${city}, ${state} ${postalCode}`,
  };
}
