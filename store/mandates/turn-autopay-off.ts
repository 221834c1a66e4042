import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { enqueueMessage } from '../messages/enqueue-message';

/**
 * Ends a lease's autopay and tells its payer; what was presented already goes its way.
 * @param off `reason` is said to the payer after a colon: `you turned it off`
 * @returns whether it was on
 */
export async function turnAutopayOff(
  tx: Transaction,
  off: { organizationId: string; leaseId: string; reason: string; actor: string; now: Date },
): Promise<boolean> {
  const { organizationId, leaseId, reason, actor, now } = off;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const active = await tx.mandate.findFirst({ where: { leaseId, status: 'active' } });
  if (active === null) return false;
  const ended = { status: 'ended', endedAt: now, endedReason: reason };
  await tx.mandate.update({ where: { id: active.id }, data: ended, select: { id: true } });
  const alsoAbout = [leaseId, active.tenantId];
  await appendEvent(tx, {
    organizationId,
    type: 'autopay.off',
    subjectId: active.id,
    alsoAbout,
    payload: { reason },
    actor,
  });
  await tellPayer(tx, active, reason);
  return true;
}

async function tellPayer(
  tx: Transaction,
  mandate: { id: string; organizationId: string; leaseId: string; tenantId: string },
  reason: string,
): Promise<void> {
  const { organizationId, leaseId, tenantId } = mandate;
  const [organization, lease, payer] = [
    await tx.organization.findUniqueOrThrow({ where: { id: organizationId } }),
    await tx.lease.findUniqueOrThrow({
      where: { id: leaseId },
      select: { unit: { select: { number: true, property: { select: { addressLine1: true } } } } },
    }),
    await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } }),
  ];
  const address = `${lease.unit.property.addressLine1}, ${lease.unit.number}`;
  await enqueueMessage(tx, {
    organizationId,
    kind: 'autopay_off',
    to: payer,
    variables: { org: organization.name, name: payer.name, address, reason },
    subjectId: leaseId,
    dedupeKey: `mandate/${mandate.id}/off`,
  });
}
