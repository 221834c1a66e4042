import { notFound } from '../../domain/errors';
import type { Agreement } from '../../domain/owners/agreement';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';

/** Says what the manager of a property earns from a day on; said again for the same day, the later word holds. @throws TenureError not_found */
export async function setAgreement(
  tx: Transaction,
  {
    organizationId,
    propertyId,
    agreement,
    actor,
  }: { organizationId: string; propertyId: string; agreement: Agreement; actor: string },
): Promise<void> {
  const property = await tx.property.findUnique({ where: { id: propertyId }, select: { id: true } });
  if (property === null) throw notFound('property');
  const startsOn = toSqlDate(agreement.startsOn);
  const terms = {
    feeKind: agreement.feeKind,
    feeBps: agreement.feeBps,
    feeFlatCents: BigInt(agreement.feeFlatCents),
    feeMinimumCents: BigInt(agreement.feeMinimumCents),
    tenantFeesTo: agreement.tenantFeesTo,
    paymentFeesTo: agreement.paymentFeesTo,
    reserveCents: BigInt(agreement.reserveCents),
  };
  await tx.ownerAgreement.upsert({
    where: { propertyId_startsOn: { propertyId, startsOn } },
    create: { id: newId('ownerAgreement'), organizationId, propertyId, startsOn, ...terms },
    update: terms,
    select: { id: true },
  });
  const payload = { starts_on: agreement.startsOn };
  await appendEvent(tx, { organizationId, type: 'owner_agreement.changed', subjectId: propertyId, payload, actor });
}
