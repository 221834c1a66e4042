import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';

/** Ends a lease's autopay; what was presented already goes its way. @returns whether it was on */
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
  return true;
}
