import type { Transaction } from '../database';

/**
 * The vendor surely never received a refund: it goes out again under another key, since a vendor repeats the failure
 * that it keeps under the old one. Repeating changes nothing.
 */
export async function repeatRefund(tx: Transaction, lost: { refundId: string }): Promise<void> {
  await tx.refund.updateMany({
    where: { id: lost.refundId, status: 'unknown' },
    data: { status: 'requested', tries: { increment: 1 } },
  });
}
