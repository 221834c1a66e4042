import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';

export type Blocked = { organizationId: string; paymentMethodId: string; code: string; meaning: string; now: Date };

/** A method that its bank or its owner refuses for good is not presented again, and autopay over it ends. */
export async function blockMethodOfVendor(tx: Transaction, given: Blocked): Promise<void> {
  const { organizationId, paymentMethodId, code, meaning, now } = given;
  const blocked = await tx.paymentMethod.updateMany({
    where: { id: paymentMethodId, status: 'active' },
    data: { status: 'blocked', blockedReason: code, isDefault: false },
  });
  if (blocked.count === 0) return;
  const method = await tx.paymentMethod.findUniqueOrThrow({ where: { id: paymentMethodId } });
  await tx.mandate.updateMany({
    where: { paymentMethodId, status: 'active' },
    data: { status: 'ended', endedAt: now, endedReason: code },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'payment_method.blocked',
    subjectId: paymentMethodId,
    alsoAbout: [method.tenantId],
    payload: { code, meaning, method: method.kind, last4: method.last4 },
  });
}
