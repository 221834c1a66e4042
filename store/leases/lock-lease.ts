import { notFound, TenureError } from '../../domain/errors';
import { type LeaseMoney, rentTermsOf } from '../../domain/lease-terms';
import type { RentTerms } from '../../domain/rent-schedule';
import { assertMayBecome, type LeaseStatus, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import type { Lease } from '../generated/client';
import { fromSqlDate, fromSqlDateOrNull } from '../plain-dates';

/** A lease with its home, people and latest envelope. */
export type LoadedLease = Awaited<ReturnType<typeof loadLease>>;

/** Reads a lease. @throws TenureError not_found */
export async function loadLease(tx: Transaction, leaseId: string) {
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: {
      unit: { include: { property: true } },
      tenants: { orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }], include: { tenant: true } },
      envelopes: {
        orderBy: { sequence: 'desc' },
        take: 1,
        include: { signers: { orderBy: [{ routingOrder: 'asc' }, { recipientRef: 'asc' }] } },
      },
    },
  });
  if (lease === null) throw notFound('lease');
  const status = statesOf('lease').find((known) => known === lease.status);
  if (status === undefined) throw new TenureError('internal', 'The lease has a state nobody knows.');
  return { ...lease, status };
}

/** Takes a lease's row for this transaction and reads it. @throws TenureError not_found */
export async function lockLease(tx: Transaction, leaseId: string): Promise<LoadedLease> {
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  return loadLease(tx, leaseId);
}

type LeaseFacts = Partial<
  Pick<Lease, 'documentId' | 'sentAt' | 'signedAt' | 'activatedAt' | 'endedAt' | 'endsOn' | 'acceptingPayments'>
>;

/** Moves a locked lease on. @throws TenureError illegal_transition */
export async function moveLease(
  tx: Transaction,
  lease: { id: string; status: LeaseStatus },
  to: LeaseStatus,
  facts: LeaseFacts = {},
): Promise<void> {
  assertMayBecome('lease', lease.status, to);
  await tx.lease.update({
    where: { id: lease.id },
    data: { status: to, version: { increment: 1 }, ...facts },
    select: { id: true },
  });
}

/** What a lease's events are about beside itself. */
export function aboutLease({ unitId, unit, applicationId, tenants }: LoadedLease): (string | null)[] {
  return [unitId, unit.propertyId, applicationId, ...tenants.map(({ tenantId }) => tenantId)];
}

/** A lease's money as the rules take it. @throws ZodError for a stored schedule that is not one */
export function termsOfLease(
  lease: Pick<Lease, 'rentCents' | 'depositCents' | 'dueDay' | 'startsOn' | 'endsOn' | 'paymentSchedule'>,
): RentTerms {
  const money: LeaseMoney = {
    rentCents: fromSqlCents(lease.rentCents),
    depositCents: fromSqlCents(lease.depositCents),
    dueDay: lease.dueDay,
    startsOn: fromSqlDate(lease.startsOn),
    endsOn: fromSqlDateOrNull(lease.endsOn),
    paymentSchedule: lease.paymentSchedule,
  };
  return rentTermsOf(money);
}
