import type { Transaction } from '../database';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';
import type { LockedPayment } from './lock-payment';

/**
 * The vendor carried out after all what it had twice said it never heard of. By then another presentment stands in
 * its place, so this money is a payment of its own: it pays what is open, the rest is the tenant's credit.
 * @returns that payment's id, the same for every report about it
 */
export async function recordLateArrival(
  tx: Transaction,
  payment: LockedPayment,
  presentmentId: string,
  vendorRef: string,
): Promise<string> {
  const known = await tx.payment.findFirst({ where: { vendorRef, id: { not: payment.id } }, select: { id: true } });
  if (known !== null) return known.id;
  const id = newId('payment');
  await tx.payment.create({
    data: {
      id,
      organizationId: payment.organizationId,
      leaseId: payment.leaseId,
      tenantId: payment.tenantId,
      kind: payment.kind,
      method: payment.method,
      paymentMethodId: payment.paymentMethodId,
      amountCents: BigInt(payment.amountCents),
      effectiveOn: toSqlDate(payment.effectiveOn),
      vendorRef,
      note: 'Came through after it had been given up for lost',
    },
    select: { id: true },
  });
  await tx.presentment.update({ where: { id: presentmentId }, data: { vendorRef }, select: { id: true } });
  return id;
}
