import type { Transaction } from '../database';
import { lockPayment, movePayment } from '../payments/lock-payment';
import { createPresentment } from './create-presentment';

/**
 * The vendor surely never received a presentment: it is abandoned, counts for nothing, and another takes its place
 * under a key of its own, since a vendor repeats the failure that it keeps under the old one.
 * @returns the presentment to send; the same one when repeated
 */
export async function replacePresentment(
  tx: Transaction,
  lost: { organizationId: string; presentmentId: string; now: Date },
): Promise<{ presentmentId: string }> {
  const row = await tx.presentment.findUniqueOrThrow({ where: { id: lost.presentmentId } });
  const payment = await lockPayment(tx, row.paymentId);
  const { count } = await tx.presentment.updateMany({
    where: { id: row.id, status: 'unknown' },
    data: { status: 'abandoned', resolvedAt: lost.now },
  });
  if (count === 1) await movePayment(tx, payment, 'created');
  const { organizationId, now } = lost;
  const wanted = { organizationId, paymentId: payment.id, paymentMethodId: row.paymentMethodId, now };
  const { id } = await createPresentment(tx, wanted);
  return { presentmentId: id };
}
