import type { PlainDateString } from '../../domain/calendar';
import { localeOf } from '../../domain/locales';
import type { Cents } from '../../domain/money';
import type { RefundStatus } from '../../domain/states';
import type { Transaction } from '../database';
import { enqueueMessage } from '../messages/enqueue-message';
import { paidBy } from '../payments/method-label';
import { firstTenant } from '../payments/tell-payer';
import type { PaymentOnLease } from './reserve-refund';

export type LockedRefund = {
  id: string;
  status: RefundStatus;
  method: string;
  origin: string;
  reason: string;
  amountCents: Cents;
  feeCents: bigint;
  sentAt: Date | null;
};
export type RefundOnLease = { refund: LockedRefund; payment: PaymentOnLease; today: PlainDateString };

/** Writes to whoever paid that their money is on its way back, or that it did not arrive. Once each. */
export async function tellOfRefund(
  tx: Transaction,
  { refund, payment }: RefundOnLease,
  kind: 'refund_sent' | 'refund_failed',
  _now: Date,
): Promise<void> {
  const { organizationId, lease, leaseId } = payment;
  const payer = payment.tenant ?? (await firstTenant(tx, leaseId));
  if (payer === null) return;
  const ofDeposit = (await tx.depositMovement.count({ where: { refundId: refund.id, kind: 'return' } })) > 0;
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const locale = localeOf(payer.locale);
  await enqueueMessage(tx, {
    organizationId,
    kind,
    to: payer,
    variables: {
      org: organization.name,
      name: payer.name,
      address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
      amountCents: refund.amountCents + Number(refund.feeCents),
      method:
        refund.method === 'original'
          ? paidBy(payment, locale)
          : paidBy({ method: refund.method, paymentMethod: null }, locale),
      by: refund.method,
      ofDeposit,
    },
    subjectId: refund.id,
    dedupeKey: `refund/${refund.id}/${kind}`,
  });
}
