import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { openCharges, totalOpen } from '../charges/open-charges';
import type { Transaction } from '../database';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { overPrisma } from '../sql-runner';
import { applyCredit } from './apply-credit';

const LINK_DAYS = 45;

export type Asked = {
  organizationId: string;
  leaseId: string;
  tenantId?: string | undefined;
  linkKey: Buffer;
  now: Date;
};

/**
 * Sends a lease's tenants, or one of them, a link to pay what is open.
 * @returns how many were asked
 * @throws TenureError not_found, not_possible where nothing is open
 */
export async function askToPay(
  tx: Transaction,
  { organizationId, leaseId, tenantId, linkKey, now }: Asked,
): Promise<number> {
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: { unit: { include: { property: true } }, tenants: { include: { tenant: true } } },
  });
  if (lease === null) throw notFound('lease');
  const asked = lease.tenants.filter((one) => tenantId === undefined || one.tenantId === tenantId);
  if (asked.length === 0) throw notFound('tenant on this lease');
  if (!lease.acceptingPayments) throw new TenureError('not_possible', 'This lease accepts no payments at present.');
  const today = localDateAt(now.getTime(), lease.timeZone);
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  await applyCredit(tx, { organizationId, leaseId, state: lease.state, on: today });
  const open = await openCharges(overPrisma(tx), organizationId, leaseId);
  const [oldest] = open;
  if (oldest === undefined) throw new TenureError('not_possible', 'Nothing is open on this lease.');
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  for (const { tenant } of asked) {
    const expiresAt = new Date(now.getTime() + LINK_DAYS * 86_400_000);
    const party = { partyId: tenant.id, locale: tenant.locale, expiresAt };
    const linkId = await createLink(tx, linkKey, { organizationId, purpose: 'pay', subjectId: leaseId, ...party });
    await enqueueMessage(tx, {
      organizationId,
      kind: 'rent_due',
      to: tenant,
      variables: {
        org: organization.name,
        name: tenant.name,
        address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
        amountCents: totalOpen(open),
        dueOn: oldest.dueOn,
      },
      linkId,
      subjectId: leaseId,
      dedupeKey: `ask-to-pay/${leaseId}/${tenant.id}/${today}/${totalOpen(open)}`,
    });
  }
  return asked.length;
}
