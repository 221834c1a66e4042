import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { workflowIds } from '../../domain/workflow-ids';
import { postLastCharges } from '../charges/post-last-charges';
import { shortenCharges } from '../charges/shorten-charges';
import { takeBackCharge } from '../charges/take-back-charge';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { beginReturn } from '../deposits/begin-return';
import { appendEvent } from '../events/append-event';
import { fromSqlDate, fromSqlDateOrNull, toSqlDate } from '../plain-dates';
import { aboutLease, type LoadedLease, lockLease, moveLease } from './lock-lease';

/**
 * Sets the last day of a lease that stands: the tenant or the landlord gave notice. A fixed term may be shortened by
 * agreement, not lengthened. What was posted ahead for days after it is not owed any more.
 * @param today the date at the home
 * @throws TenureError not_possible for a date that cannot be the last; illegal_transition
 */
export async function giveNotice(
  tx: Transaction,
  notice: { leaseId: string; on: PlainDateString; today: PlainDateString; by: string; now: Date },
): Promise<void> {
  const lease = await lockLease(tx, notice.leaseId);
  assertStands(lease);
  const before = fromSqlDateOrNull(lease.endsOn);
  if (before === notice.on) return;
  const refuse = (reason: string) => {
    throw new TenureError('not_possible', `The lease cannot end on ${notice.on}: ${reason}.`, {
      params: [{ name: 'on', reason }],
    });
  };
  if (notice.on < notice.today) refuse('that day is over');
  if (notice.on < fromSqlDate(lease.startsOn)) refuse('it has not begun by then');
  if (before !== null && notice.on > before) refuse(`its term ends on ${before} already`);
  await tx.lease.update({
    where: { id: lease.id },
    data: { endsOn: toSqlDate(notice.on), version: { increment: 1 } },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId: lease.organizationId,
    type: 'lease.notice_given',
    subjectId: lease.id,
    alsoAbout: aboutLease(lease),
    payload: { ends_on: notice.on },
    actor: notice.by,
  });
  await shortenCharges(tx, { ...lease, endsOn: toSqlDate(notice.on) }, notice);
}

/** The last day is over: what is still to be charged for it is, the home is vacant, and who still holds one as autopay pays no more. Once. */
export async function endLease(
  tx: Transaction,
  { leaseId, reason, by, now }: { leaseId: string; reason: string; by: string; now: Date },
): Promise<void> {
  const lease = await lockLease(tx, leaseId);
  if (lease.status !== 'active') return;
  await postLastCharges(tx, lease, now);
  await moveLease(tx, lease, 'ended', { endedAt: now });
  await freeUnit(tx, lease);
  await tx.mandate.updateMany({
    where: { leaseId, status: 'active' },
    data: { status: 'ended', endedAt: now, endedReason: 'The lease has ended' },
  });
  await appendEvent(tx, {
    organizationId: lease.organizationId,
    type: 'lease.ended',
    subjectId: leaseId,
    alsoAbout: aboutLease(lease),
    payload: { ended_on: fromSqlDateOrNull(lease.endsOn), reason },
    actor: by,
  });
  const on = localDateAt(now.getTime(), lease.timeZone);
  await beginReturn(tx, { organizationId: lease.organizationId, leaseId, on });
}

/**
 * Gives up a lease that never began: nobody paid, or the landlord called it off. What it charged is taken back; what
 * was paid of it stays the tenants' credit, to be returned. Twice changes nothing.
 */
export async function cancelLease(
  tx: Transaction,
  { leaseId, reason, by, now }: { leaseId: string; reason: string; by: string; now: Date },
): Promise<void> {
  const lease = await lockLease(tx, leaseId);
  if (lease.status === 'canceled') return;
  const wasStanding = lease.status !== 'draft';
  await moveLease(tx, lease, 'canceled', { acceptingPayments: false });
  await takeBackCharges(tx, lease, { reason, by, now });
  await closePaymentPages(tx, lease);
  await appendEvent(tx, {
    organizationId: lease.organizationId,
    type: 'lease.canceled',
    subjectId: leaseId,
    alsoAbout: aboutLease(lease),
    payload: { reason },
    actor: by,
  });
  if (!wasStanding) return;
  await enqueueCommand(tx, {
    organizationId: lease.organizationId,
    workflowType: 'lease',
    workflowId: workflowIds.lease(leaseId),
    kind: 'signal',
    signal: 'moneyChanged',
  });
}

/** Payments that somebody is about to make look again, and close the vendor's page. */
async function closePaymentPages(tx: Transaction, { id: leaseId, organizationId }: LoadedLease): Promise<void> {
  const begun = await tx.payment.findMany({
    where: { leaseId, kind: 'portal', status: 'created' },
    select: { id: true },
  });
  for (const { id } of begun) {
    const workflow = { workflowType: 'payment', workflowId: workflowIds.payment(id) } as const;
    await enqueueCommand(tx, { organizationId, ...workflow, kind: 'signal', signal: 'moneyChanged', ifThere: true });
  }
}

async function takeBackCharges(
  tx: Transaction,
  { id: leaseId, organizationId, timeZone }: LoadedLease,
  { reason, by, now }: { reason: string; by: string; now: Date },
): Promise<void> {
  const charges = await tx.charge.findMany({ where: { leaseId, voidedAt: null }, select: { id: true } });
  const on = localDateAt(now.getTime(), timeZone);
  for (const { id: chargeId } of charges) {
    await takeBackCharge(tx, { organizationId, chargeId, how: 'void', reason, actor: by, on, now });
  }
}

function assertStands(lease: LoadedLease): void {
  if (lease.status === 'signed' || lease.status === 'scheduled' || lease.status === 'active') return;
  throw new TenureError(
    'illegal_transition',
    `This lease is ${lease.status.replaceAll('_', ' ')}: it cannot end by notice.`,
  );
}

/** Unless somebody else has moved in already. */
async function freeUnit(tx: Transaction, lease: LoadedLease): Promise<void> {
  const next = await tx.lease.count({ where: { unitId: lease.unitId, status: 'active', id: { not: lease.id } } });
  if (next > 0) return;
  await tx.unit.update({
    where: { id: lease.unitId },
    data: { status: 'vacant', version: { increment: 1 } },
    select: { id: true },
  });
}
