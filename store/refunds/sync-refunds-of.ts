import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';

/**
 * Has the vendor asked for a payment's refunds where it says that another sum went back than the books hold. Refunds of
 * our own are in the books before they leave, so that their news asks for nothing.
 */
export async function syncRefundsOf(
  tx: Transaction,
  said: { organizationId: string; paymentId: string; refundedCents: number },
): Promise<void> {
  const { organizationId, paymentId, refundedCents } = said;
  const standing = await tx.refund.aggregate({
    where: { paymentId, method: 'original', status: { not: 'failed' } },
    _sum: { amountCents: true, feeCents: true },
  });
  const known = (standing._sum.amountCents ?? 0n) + (standing._sum.feeCents ?? 0n);
  if (known === BigInt(refundedCents)) return;
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'refund',
    workflowId: `refund/sync/${paymentId}`,
    kind: 'signal_with_start',
    signal: 'refundChanged',
    input: { organizationId, paymentId },
    restart: true,
  });
}
