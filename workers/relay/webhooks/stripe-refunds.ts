import { z } from 'zod';
import { cents } from '../../../domain/money';
import { inOrganization } from '../../../store/database';
import { ownerOfVendorRef } from '../../../store/payments/owner-of-vendor-ref';
import { recordVendorRefund } from '../../../store/refunds/record-vendor-refund';
import { syncRefundsOf } from '../../../store/refunds/sync-refunds-of';
import type { WebhookContext } from './handler';

const STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;
const reference = z
  .union([z.string(), z.looseObject({ id: z.string() })])
  .nullish()
  .transform((value) => (typeof value === 'string' ? value : (value?.id ?? null)));
const refundObject = z.looseObject({
  id: z.string(),
  status: z.enum(STATUSES).catch('pending'),
  amount: z.int().positive(),
  failure_reason: z.string().nullish(),
  payment_intent: reference,
  metadata: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? {}),
});
const chargeObject = z.looseObject({ payment_intent: reference, amount_refunded: z.int().nonnegative() });

/** News of a refund, ours or made in the vendor's dashboard: it carries all that is needed. */
export async function handleRefundNews({ database, now }: WebhookContext, object: unknown) {
  const refund = refundObject.parse(object);
  const owner = await ownerOf(database, refund.payment_intent);
  if (owner === null) return 'ignored';
  await inOrganization(database, owner.organizationId, (tx) =>
    recordVendorRefund(tx, {
      ...owner,
      refund: {
        vendorRef: refund.id,
        status: refund.status,
        amountCents: cents(refund.amount),
        failureReason: refund.failure_reason ?? null,
        refundId: refund.metadata.refund_id,
      },
      now: now(),
    }),
  );
  return 'handled';
}

/** Something of a charge went back: where our books hold another sum, the vendor is asked for its list. */
export async function handleChargeRefunded({ database }: WebhookContext, object: unknown) {
  const charge = chargeObject.parse(object);
  const owner = await ownerOf(database, charge.payment_intent);
  if (owner === null) return 'ignored';
  await inOrganization(database, owner.organizationId, (tx) =>
    syncRefundsOf(tx, { ...owner, refundedCents: charge.amount_refunded }),
  );
  return 'handled';
}

async function ownerOf(database: WebhookContext['database'], paymentIntentId: string | null) {
  if (paymentIntentId === null) return null;
  const owner = await ownerOfVendorRef(database, 'payment_intent', paymentIntentId);
  return owner === null ? null : { organizationId: owner.organizationId, paymentId: owner.subjectId };
}
