import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { createLink } from '../links/create-link';
import { reportLink } from '../maintenance/report-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { fromSqlDate } from '../plain-dates';
import { homeAddress } from './home-address';
import { aboutLease, type LoadedLease, lockLease, moveLease } from './lock-lease';

const LINK_DAYS = 90;

/** Signed and paid: the lease waits for its first day. Twice changes nothing. */
export async function scheduleLease(tx: Transaction, leaseId: string): Promise<void> {
  const lease = await lockLease(tx, leaseId);
  if (lease.status !== 'signed') return;
  await moveLease(tx, lease, 'scheduled');
  await appendEvent(tx, {
    organizationId: lease.organizationId,
    type: 'lease.scheduled',
    subjectId: leaseId,
    alsoAbout: aboutLease(lease),
    payload: { starts_on: fromSqlDate(lease.startsOn) },
  });
}

/**
 * The first day has come: the home is occupied, and the tenants are welcomed, shown autopay and given their link to
 * report repairs. Once.
 */
export async function activateLease(
  tx: Transaction,
  linkKey: Buffer,
  { leaseId, now }: { leaseId: string; now: Date },
): Promise<void> {
  const lease = await lockLease(tx, leaseId);
  if (lease.status !== 'signed' && lease.status !== 'scheduled') return;
  await moveLease(tx, lease, 'active', { activatedAt: now });
  await tx.unit.update({
    where: { id: lease.unitId },
    data: { status: 'occupied', version: { increment: 1 } },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId: lease.organizationId,
    type: 'lease.activated',
    subjectId: leaseId,
    alsoAbout: aboutLease(lease),
    payload: { starts_on: fromSqlDate(lease.startsOn) },
  });
  await welcome(tx, linkKey, lease, now);
}

async function welcome(tx: Transaction, linkKey: Buffer, lease: LoadedLease, now: Date): Promise<void> {
  const { organizationId } = lease;
  const organization = await readOrganization(tx, organizationId);
  for (const { tenant } of lease.tenants) {
    const linkId = await createLink(tx, linkKey, {
      organizationId,
      purpose: 'autopay',
      subjectId: lease.id,
      partyId: tenant.id,
      locale: tenant.locale,
      expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
    });
    const whose = { organizationId, leaseId: lease.id, tenantId: tenant.id };
    const report = await reportLink(tx, linkKey, { ...whose, at: now });
    await enqueueMessage(tx, {
      organizationId,
      kind: 'welcome',
      to: tenant,
      variables: { org: organization.name, name: tenant.name, address: homeAddress(lease.unit) },
      linkId,
      moreLinkIds: { reportLink: report.linkId },
      subjectId: lease.id,
      dedupeKey: `welcome/${lease.id}/${tenant.id}`,
    });
  }
}
