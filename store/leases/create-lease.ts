import type { PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import type { LeaseTerms, PaymentSchedule } from '../../domain/lease-terms';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { toSqlDate, toSqlDateOrNull } from '../plain-dates';

export type NewLease = {
  organizationId: string;
  unitId: string;
  applicationId?: string;
  /** The first is the one written to first. */
  tenantIds: readonly string[];
  startsOn: PlainDateString;
  /** Null is month to month. */
  endsOn: PlainDateString | null;
  rentCents: number;
  depositCents: number;
  dueDay: number;
  paymentSchedule: PaymentSchedule;
  terms: LeaseTerms;
  by: string;
};

/**
 * Draws up a lease: a draft that promises nothing until it is sent to be signed.
 * @returns its id
 * @throws TenureError not_found for a unit or tenant of another's
 */
export async function createLease(tx: Transaction, lease: NewLease): Promise<string> {
  const { organizationId, tenantIds, by } = lease;
  const unit = await tx.unit.findUnique({ where: { id: lease.unitId }, include: { property: true } });
  if (unit === null) throw notFound('unit');
  const ids = [...new Set(tenantIds)];
  const known = await tx.tenant.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  if (ids.length === 0) throw new TenureError('invalid_request', 'A lease has at least one tenant.');
  if (known.length !== ids.length) throw notFound('tenant');
  const id = newId('lease');
  await tx.lease.create({
    data: {
      id,
      organizationId,
      unitId: unit.id,
      applicationId: lease.applicationId ?? null,
      startsOn: toSqlDate(lease.startsOn),
      endsOn: toSqlDateOrNull(lease.endsOn),
      rentCents: BigInt(lease.rentCents),
      depositCents: BigInt(lease.depositCents),
      dueDay: lease.dueDay,
      paymentSchedule: lease.paymentSchedule,
      terms: lease.terms,
      timeZone: unit.property.timeZone,
      state: unit.property.state,
    },
    select: { id: true },
  });
  await tx.leaseTenant.createMany({
    data: ids.map((tenantId, index) => ({ organizationId, leaseId: id, tenantId, isPrimary: index === 0 })),
  });
  await appendEvent(tx, {
    organizationId,
    type: 'lease.created',
    subjectId: id,
    alsoAbout: [unit.id, unit.propertyId, lease.applicationId, ...ids],
    payload: { rent_cents: lease.rentCents, starts_on: lease.startsOn, ends_on: lease.endsOn },
    actor: by,
  });
  return id;
}
