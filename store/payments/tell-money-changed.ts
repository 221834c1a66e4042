import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';

/**
 * Tells the workflows that wait for a lease's money that something was paid, failed or came back: the collections of
 * the periods concerned, a one-off payment's own workflow, and the lease while it waits for its move-in money. One
 * that no longer runs is not woken.
 */
export async function tellMoneyChanged(
  tx: Transaction,
  payment: {
    id: string;
    organizationId: string;
    leaseId: string | null;
    workflowId: string | null;
    lease: { status: string } | null;
  },
): Promise<void> {
  const { organizationId, leaseId } = payment;
  if (leaseId === null) return;
  const paid = await tx.charge.findMany({
    where: { allocations: { some: { paymentId: payment.id } } },
    select: { period: true },
    distinct: ['period'],
  });
  const collections = paid.map((charge) => `rent-collection/${leaseId}/${charge.period}`);
  const targets = new Set([...collections, ...(payment.workflowId === null ? [] : [payment.workflowId])]);
  for (const workflowId of targets) {
    const workflowType = workflowId.startsWith('payment/') ? 'payment' : 'rentCollection';
    await enqueueCommand(tx, { organizationId, workflowType, workflowId, kind: 'signal', signal: 'moneyChanged' });
  }
  if (payment.lease?.status === 'signed') {
    const workflowId = `lease/${leaseId}`;
    await enqueueCommand(tx, {
      organizationId,
      workflowType: 'lease',
      workflowId,
      kind: 'signal',
      signal: 'moneyChanged',
    });
  }
}
