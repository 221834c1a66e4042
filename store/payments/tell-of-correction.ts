import { localeOf } from '../../domain/locales';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { enqueueMessage } from '../messages/enqueue-message';
import { owedBackOf } from './double-refund';
import type { LockedPayment } from './lock-payment';
import { paidBy } from './method-label';
import { firstTenant } from './tell-payer';

/** Tells the payer that a payment recorded by hand was corrected, or taken out of the books; once for each payment. */
export async function tellOfCorrection(
  tx: Transaction,
  payment: LockedPayment,
  { reason, corrected }: { reason: string; corrected: { amountCents: number; effectiveOn: string } | null },
): Promise<void> {
  const about = await whomAndWhat(tx, payment);
  if (about === null) return;
  const { variables, ...message } = about;
  await enqueueMessage(tx, {
    ...message,
    kind: 'payment_corrected',
    variables: {
      ...variables,
      reason,
      ...(corrected === null ? {} : { correctedCents: corrected.amountCents, correctedOn: corrected.effectiveOn }),
    },
  });
}

/** Tells the payer that the bank did not pay a check, what it left open, the fee, and a refund that came twice. Once. */
export async function tellOfBounce(tx: Transaction, payment: LockedPayment, reason: string): Promise<void> {
  const about = await whomAndWhat(tx, payment);
  if (about === null) return;
  const fee = await tx.charge.findFirst({
    where: { leaseId: payment.leaseId ?? '', kind: 'nsf_fee', item: payment.id, voidedAt: null },
    select: { amountCents: true },
  });
  const owedBackCents = await owedBackOf(tx, payment);
  const { variables, ...message } = about;
  await enqueueMessage(tx, {
    ...message,
    kind: 'payment_bounced',
    variables: {
      ...variables,
      method: paidBy(payment, localeOf(message.to.locale)),
      reason,
      ...(fee === null ? {} : { feeCents: fromSqlCents(fee.amountCents) }),
      ...(owedBackCents > 0 ? { owedBackCents } : {}),
    },
  });
}

/** Who paid, and what every message about the payment says; null where no tenant is known. */
async function whomAndWhat(tx: Transaction, payment: LockedPayment) {
  const { lease, leaseId, organizationId } = payment;
  if (lease === null || leaseId === null) return null;
  const to = payment.tenant ?? (await firstTenant(tx, leaseId));
  if (to === null) return null;
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  return {
    organizationId,
    to,
    variables: {
      org: organization.name,
      name: to.name,
      address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
      amountCents: payment.amountCents,
      paidOn: payment.effectiveOn,
    },
    subjectId: payment.id,
    dedupeKey: `payment/${payment.id}/corrected`,
  };
}
