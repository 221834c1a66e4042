import { TenureError } from '../../domain/errors';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { lockLease } from '../leases/lock-lease';
import { wakeCollections } from './wake-collections';

export type Accepting = {
  organizationId: string;
  leaseId: string;
  accepting: boolean;
  reason: string | null;
  actor: string;
  now: Date;
};

/**
 * Stops or resumes taking payments on a lease: some states take acceptance for a waiver. What was presented already
 * goes its way; collections that wait look again, and open payment pages are closed. Repeating changes nothing.
 * @throws TenureError not_found, illegal_transition on a lease that is over
 */
export async function setAccepting(tx: Transaction, wanted: Accepting): Promise<void> {
  const { organizationId, leaseId, accepting, reason, actor } = wanted;
  const lease = await lockLease(tx, leaseId);
  if (lease.acceptingPayments === accepting) return;
  if (['closed', 'canceled'].includes(lease.status)) {
    throw new TenureError('illegal_transition', 'This lease is over.');
  }
  const data = { acceptingPayments: accepting, version: { increment: 1 } };
  await tx.lease.update({ where: { id: leaseId }, data, select: { id: true } });
  await appendEvent(tx, {
    organizationId,
    type: accepting ? 'payments.resumed' : 'payments.stopped',
    subjectId: leaseId,
    alsoAbout: [lease.unitId, lease.unit.propertyId],
    payload: reason === null ? {} : { reason },
    actor,
  });
  await wakeCollections(tx, { organizationId, leaseId });
  if (!accepting) await closePages(tx, organizationId, leaseId);
}

/** Nobody should pay on a page that was opened before: each payment looks again, and closes its page. */
async function closePages(tx: Transaction, organizationId: string, leaseId: string): Promise<void> {
  const pages = await tx.payment.findMany({
    where: { leaseId, kind: 'portal', status: 'created', workflowId: { not: null } },
    select: { workflowId: true },
  });
  for (const { workflowId } of pages) {
    if (workflowId === null) continue;
    await enqueueCommand(tx, {
      organizationId,
      workflowType: 'payment',
      workflowId,
      kind: 'signal',
      signal: 'checkoutChanged',
      ifThere: true,
    });
  }
}
