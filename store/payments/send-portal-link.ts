import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';

const LINK_DAYS = 45;

export type Sent = {
  organizationId: string;
  leaseId: string;
  tenantId?: string | undefined;
  linkKey: Buffer;
  now: Date;
};

/**
 * Sends a lease's tenants, or one of them, the link to their page about its money, whether or not anything is open.
 * Once in a minute: a second press sends nothing more.
 * @returns how many it was sent to
 * @throws TenureError not_found
 */
export async function sendPortalLink(
  tx: Transaction,
  { organizationId, leaseId, tenantId, linkKey, now }: Sent,
): Promise<number> {
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: { unit: { include: { property: true } }, tenants: { include: { tenant: true } } },
  });
  if (lease === null) throw notFound('lease');
  const asked = lease.tenants.filter((one) => tenantId === undefined || one.tenantId === tenantId);
  if (asked.length === 0) throw notFound('tenant on this lease');
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const minute = now.toISOString().slice(0, 16);
  for (const { tenant } of asked) {
    const party = {
      partyId: tenant.id,
      locale: tenant.locale,
      expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
    };
    const linkId = await createLink(tx, linkKey, { organizationId, purpose: 'portal', subjectId: leaseId, ...party });
    await enqueueMessage(tx, {
      organizationId,
      kind: 'portal_link',
      to: tenant,
      variables: {
        org: organization.name,
        name: tenant.name,
        address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
      },
      linkId,
      subjectId: leaseId,
      dedupeKey: `portal-link/${leaseId}/${tenant.id}/${minute}`,
    });
  }
  return asked.length;
}
