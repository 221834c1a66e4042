import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { methodLabel } from '../payments/method-label';

export type SavedMethod = {
  organizationId: string;
  tenantId: string;
  kind: 'card' | 'us_bank_account';
  /** The vendor's ids of the method and of the tenant's customer there. */
  vendorRef: string;
  customerRef: string;
  /** Brand of a card, name of a bank. */
  brand: string | null;
  last4: string;
  /** `YYYY-MM` of a card. */
  expiresOn: string | null;
};

/** Remembers a way to pay that the vendor stores; once by the vendor's id. @returns our id of it */
export async function savePaymentMethod(tx: Transaction, method: SavedMethod): Promise<string> {
  const id = newId('paymentMethod');
  const { count } = await tx.paymentMethod.createMany({ data: [{ id, ...method }], skipDuplicates: true });
  if (count === 1) {
    await becomeDefaultIfFirst(tx, id, method.tenantId);
    await appendEvent(tx, {
      organizationId: method.organizationId,
      type: 'payment_method.added',
      subjectId: id,
      alsoAbout: [method.tenantId],
      payload: { label: methodLabel(method), method: method.kind, last4: method.last4 },
    });
    return id;
  }
  const { organizationId, vendorRef } = method;
  const known = await tx.paymentMethod.findUniqueOrThrow({
    where: { organizationId_vendorRef: { organizationId, vendorRef } },
    select: { id: true },
  });
  return known.id;
}

/** The first way to pay is the usual one until another is chosen. */
async function becomeDefaultIfFirst(tx: Transaction, id: string, tenantId: string): Promise<void> {
  await tx.$queryRaw`select id from tenants where id = ${tenantId} for update`;
  const defaults = await tx.paymentMethod.count({ where: { tenantId, isDefault: true, status: 'active' } });
  if (defaults === 0) await tx.paymentMethod.update({ where: { id }, data: { isDefault: true }, select: { id: true } });
}
