import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { tellWorkflow } from '../disputes/answer-dispute';

export type ReversalCause = { kind: 'dispute'; disputeId: string } | { kind: 'refund' };

/**
 * Has a payment taken back by a workflow of its own, one for each cause; the news that a dispute was closed reaches
 * the same.
 */
export async function beginReversal(
  tx: Transaction,
  begin: { organizationId: string; paymentId: string; cause: ReversalCause; isClosed: boolean },
): Promise<void> {
  const { organizationId, paymentId, cause, isClosed } = begin;
  if (cause.kind === 'dispute') {
    const known = await tx.dispute.findFirst({ where: { vendorRef: cause.disputeId, isContestable: true } });
    if (known !== null) await tellWorkflow(tx, begin, known);
  }
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { leaseId: true } });
  const workflowId = `payment-reversal/${paymentId}/${cause.kind === 'dispute' ? cause.disputeId : cause.kind}`;
  const input = { organizationId, paymentId, cause, ...(payment.leaseId === null ? {} : { leaseId: payment.leaseId }) };
  const common = { organizationId, workflowType: 'paymentReversal', workflowId } as const;
  if (isClosed) await enqueueCommand(tx, { ...common, kind: 'signal_with_start', signal: 'disputeChanged', input });
  else await enqueueCommand(tx, { ...common, kind: 'start', input });
}
