import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import { tokenOfLink } from '../links/link-tokens';
import { standingLink } from './tell';

/** A year's lease and the weeks after it: it stands in the message of the first day. */
const LINK_DAYS = 400;

/**
 * A tenant's own link to report repairs of their home, the same each time while it lasts.
 * @param given.tenantId the lease's first tenant where left out
 * @throws TenureError not_found for a lease or tenant that is not there
 */
export async function reportLink(
  tx: Transaction,
  linkKey: Buffer,
  given: { organizationId: string; leaseId: string; tenantId?: string | undefined; at: Date },
): Promise<{ linkId: string; token: string; tenantId: string; expiresAt: Date }> {
  const { organizationId, leaseId, at } = given;
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: { tenants: { include: { tenant: true }, orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }] } },
  });
  if (lease === null) throw notFound('lease');
  const tenants = lease.tenants.map(({ tenant }) => tenant);
  const party = given.tenantId === undefined ? tenants[0] : tenants.find(({ id }) => id === given.tenantId);
  if (party === undefined) throw notFound('tenant of this lease');
  const linkId = await standingLink(tx, linkKey, {
    organizationId,
    purpose: 'report_repair',
    subjectId: leaseId,
    party,
    at,
    days: LINK_DAYS,
  });
  const { expiresAt } = await tx.linkToken.findUniqueOrThrow({ where: { id: linkId }, select: { expiresAt: true } });
  return { linkId, token: tokenOfLink(linkKey, linkId), tenantId: party.id, expiresAt };
}
