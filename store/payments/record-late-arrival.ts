import { type Cents, ZERO_CENTS } from '../../domain/money';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';
import type { LockedPayment } from './lock-payment';

export type LateArrival = {
  vendorRef: string;
  note: string;
  amountCents?: Cents;
  /** The card fee that came with it. */
  feeCents?: Cents;
  /** By which way it came, where it was presented. */
  route?: { routeAccount: string | null; platformFeeCents: bigint };
};

/**
 * Money that came after its payment had ended: the vendor carried out after all what it had twice said it never heard
 * of, or a dispute was won. It is a payment of its own: it pays what is open, the rest is the tenant's credit.
 * @returns that payment's id, the same for every report about it
 */
export async function recordLateArrival(
  tx: Transaction,
  payment: LockedPayment,
  { vendorRef, note, amountCents = payment.amountCents, feeCents = ZERO_CENTS, route }: LateArrival,
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
      amountCents: BigInt(amountCents),
      feeCents: BigInt(feeCents),
      spares: payment.spares,
      effectiveOn: toSqlDate(payment.effectiveOn),
      vendorRef,
      note,
      routeAccount: route?.routeAccount ?? null,
      platformFeeCents: route?.platformFeeCents ?? 0n,
    },
    select: { id: true },
  });
  return id;
}
