import type { PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { type LeaseTerms, type PaymentSchedule, rentTermsOf } from '../../domain/lease-terms';
import { cents } from '../../domain/money';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { termsByPolicy } from '../fee-policies/read-fee-policy';
import { newId } from '../new-id';
import { toSqlDate, toSqlDateOrNull } from '../plain-dates';
import { assertLawful } from './judge-stored-lease';

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
  /** Left out: as the organization's fee policy has it in the state. */
  terms?: LeaseTerms | undefined;
  by: string;
};

/**
 * Draws up a lease: a draft that promises nothing until it is sent to be signed.
 * @returns its id
 * @throws TenureError not_found for a unit or tenant of another's, rule_forbids where an enforced rule forbids its fees
 */
export async function createLease(tx: Transaction, lease: NewLease): Promise<string> {
  const { organizationId, tenantIds, by } = lease;
  const unit = await tx.unit.findUnique({ where: { id: lease.unitId }, include: { property: true } });
  if (unit === null) throw notFound('unit');
  const ids = [...new Set(tenantIds)];
  const known = await tx.tenant.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  if (ids.length === 0) throw new TenureError('invalid_request', 'A lease has at least one tenant.');
  if (known.length !== ids.length) throw notFound('tenant');
  const { state, unitCount } = unit.property;
  const { terms, feePolicyId } =
    lease.terms === undefined
      ? await termsByPolicy(tx, organizationId, state)
      : { terms: lease.terms, feePolicyId: null };
  const rentCents = cents(lease.rentCents);
  const money = rentTermsOf({ ...lease, rentCents, depositCents: cents(lease.depositCents) });
  assertLawful({ state, unitsInBuilding: unitCount, money, terms });
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
      terms,
      feePolicyId,
      timeZone: unit.property.timeZone,
      state,
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
