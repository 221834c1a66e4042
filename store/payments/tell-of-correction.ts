import type { Transaction } from '../database';
import { enqueueMessage } from '../messages/enqueue-message';
import type { LockedPayment } from './lock-payment';
import { firstTenant } from './tell-payer';

/** Tells the payer that a payment recorded by hand was corrected, or taken out of the books; once for each payment. */
export async function tellOfCorrection(
  tx: Transaction,
  payment: LockedPayment,
  { reason, corrected }: { reason: string; corrected: { amountCents: number; effectiveOn: string } | null },
): Promise<void> {
  const { lease, leaseId, organizationId } = payment;
  if (lease === null || leaseId === null) return;
  const payer = payment.tenant ?? (await firstTenant(tx, leaseId));
  if (payer === null) return;
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  await enqueueMessage(tx, {
    organizationId,
    kind: 'payment_corrected',
    to: payer,
    variables: {
      org: organization.name,
      name: payer.name,
      address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
      amountCents: payment.amountCents,
      paidOn: payment.effectiveOn,
      reason,
      ...(corrected === null ? {} : { correctedCents: corrected.amountCents, correctedOn: corrected.effectiveOn }),
    },
    subjectId: payment.id,
    dedupeKey: `payment/${payment.id}/corrected`,
  });
}
