import { stopBy } from '../../domain/autopay-notices';
import { addPeriods, laterOf, localDateAt, type Period, type PlainDateString, periodOf } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { enqueueMessage } from '../messages/enqueue-message';
import { newId } from '../new-id';
import { obligationOf } from '../payments/obligations';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { debitDateOf } from './debit-date';

export type HoldWish = {
  organizationId: string;
  leaseId: string;
  /** The month whose debit is not wanted. */
  period: Period;
  /** `stop`: a stop-payment order. `pause`: one month without autopay, by agreement. Both leave the mandate on. */
  kind: 'stop' | 'pause';
  /** Where a tenant asks: autopay must be theirs. */
  tenantId?: string | undefined;
  actor: string;
  now: Date;
};

export type Held = { debitOn: PlainDateString; inTime: boolean };

/** No month further ahead than this is stopped. */
const MONTHS_AHEAD = 12;
const UNDER_WAY = ['created', 'submitted', 'unknown', 'processing'];

/**
 * Keeps autopay from asking for one month. Three business days before the debit or earlier it is promised (Regulation
 * E, 12 CFR 1005.10(c)); later it is tried, and the payer is told so. Repeating changes nothing.
 * @throws TenureError not_found, not_possible without autopay or for a month gone by, conflict once the bank has it
 */
export async function holdAutopay(tx: Transaction, wish: HoldWish): Promise<Held> {
  const { organizationId, leaseId, period, kind, actor, now } = wish;
  const { lease, mandate } = await lockMandate(tx, wish);
  const standing = await tx.debitHold.findFirst({ where: { mandateId: mandate.id, period, liftedAt: null } });
  if (standing !== null) return { debitOn: fromSqlDate(standing.debitOn), inTime: standing.inTime };
  const today = localDateAt(now.getTime(), lease.timeZone);
  if (period < periodOf(today) || period > addPeriods(periodOf(today), MONTHS_AHEAD)) {
    throw new TenureError('not_possible', 'Autopay can be stopped for this month or one of the next twelve.');
  }
  await refuseUnderWay(tx, leaseId, period);
  const planned = await debitDateOf(tx, lease, period);
  // A debit that failed is tried again on a later day: what can still be stopped is never in the past.
  const debitOn = laterOf(planned, today);
  const inTime = today <= stopBy(debitOn);
  await tx.debitHold.create({
    data: {
      id: newId('debitHold'),
      organizationId,
      mandateId: mandate.id,
      leaseId,
      period,
      kind,
      debitOn: toSqlDate(debitOn),
      inTime,
      requestedBy: actor,
      requestedAt: now,
    },
    select: { id: true },
  });
  const why = kind === 'pause' ? 'Paused for this month' : 'The payer stopped this payment';
  await appendEvent(tx, {
    organizationId,
    type: 'autopay.held',
    subjectId: mandate.id,
    alsoAbout: [leaseId, mandate.tenantId],
    payload: { period, debit_on: debitOn, why, kind, in_time: inTime },
    actor,
  });
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  await enqueueMessage(tx, {
    organizationId,
    kind: 'autopay_held',
    to: mandate.tenant,
    variables: {
      org: organization.name,
      name: mandate.tenant.name,
      address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
      debitOn,
      inTime,
      paused: kind === 'pause',
    },
    subjectId: leaseId,
    dedupeKey: `mandate/${mandate.id}/held/${period}/${now.getTime()}`,
  });
  await wakeCollection(tx, wish);
  return { debitOn, inTime };
}

/** Lets autopay ask for a month after all. Repeating changes nothing. @throws TenureError not_found, not_possible */
export async function liftHold(tx: Transaction, wish: Omit<HoldWish, 'kind'>): Promise<void> {
  const { organizationId, leaseId, period, actor, now } = wish;
  const { mandate } = await lockMandate(tx, wish);
  const { count } = await tx.debitHold.updateMany({
    where: { mandateId: mandate.id, period, liftedAt: null },
    data: { liftedAt: now },
  });
  if (count === 0) return;
  await appendEvent(tx, {
    organizationId,
    type: 'autopay.hold_lifted',
    subjectId: mandate.id,
    alsoAbout: [leaseId, mandate.tenantId],
    payload: { period },
    actor,
  });
  await wakeCollection(tx, wish);
}

async function lockMandate(tx: Transaction, { leaseId, tenantId }: Omit<HoldWish, 'kind'>) {
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: { unit: { include: { property: true } } },
  });
  if (lease === null) throw notFound('lease');
  const mandate = await tx.mandate.findFirst({ where: { leaseId, status: 'active' }, include: { tenant: true } });
  if (mandate === null) throw new TenureError('not_possible', 'Autopay is not on for this lease.');
  if (tenantId !== undefined && mandate.tenantId !== tenantId) {
    throw new TenureError('forbidden', 'Only the payer can do this.');
  }
  return { lease, mandate };
}

async function refuseUnderWay(tx: Transaction, leaseId: string, period: string): Promise<void> {
  const underWay = await tx.presentment.count({
    where: { leaseId, obligations: { has: obligationOf(leaseId, period) }, status: { in: UNDER_WAY } },
  });
  if (underWay === 0) return;
  throw new TenureError(
    'conflict',
    'This payment is with the bank already and cannot be stopped any more. Ask your bank at once, or write to your landlord for a refund.',
  );
}

/** A month that is being collected plans anew. */
async function wakeCollection(tx: Transaction, { organizationId, leaseId, period }: Omit<HoldWish, 'kind'>) {
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'rentCollection',
    workflowId: `rent-collection/${leaseId}/${period}`,
    kind: 'signal',
    signal: 'moneyChanged',
    ifThere: true,
  });
}
