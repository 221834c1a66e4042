import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { type Additions, withoutAdditions } from '../../domain/lease-amendments';
import { paymentScheduleSchema } from '../../domain/lease-terms';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { fromSqlDate } from '../plain-dates';
import { amendedInWords, changeableFrom } from './amend-lease';
import { aboutLease, lockLease } from './lock-lease';
import { tellOfAmendment } from './tell-of-amendment';

const additions = paymentScheduleSchema.pick({ recurring: true, rent_steps: true, concessions: true });

/** What a stored amendment added. */
export function additionsOf({ additions: stored }: { additions: unknown }): Additions {
  return additions.parse(stored);
}

export type Cancellation = {
  organizationId: string;
  amendmentId: string;
  reason: string;
  actor: string;
  linkKey: Buffer;
  now: Date;
};

/**
 * Takes an amendment back before it is in force: the lease's schedule is again as it would be without it, the
 * amendment stays on record as canceled, and the tenants are told. Repeating changes nothing.
 * @returns the lease's id
 * @throws TenureError not_found; not_possible once a month that it changes is charged, or about to be, or where a later
 * charge of the same name stands on it
 */
export async function cancelAmendment(tx: Transaction, cancellation: Cancellation): Promise<string> {
  const { organizationId, amendmentId, reason, actor, linkKey, now } = cancellation;
  const found = await tx.leaseAmendment.findUnique({ where: { id: amendmentId }, select: { leaseId: true } });
  if (found === null) throw notFound('amendment');
  const lease = await lockLease(tx, found.leaseId);
  const row = await tx.leaseAmendment.findUniqueOrThrow({ where: { id: amendmentId }, include: { canceled: true } });
  if (row.canceled !== null) return lease.id;
  const effectiveOn = fromSqlDate(row.effectiveOn);
  const from = await changeableFrom(tx, lease, localDateAt(now.getTime(), lease.timeZone));
  if (from === null || effectiveOn < from) {
    throw new TenureError('not_possible', 'It is in force, or about to be: a month that it changes is charged.');
  }
  const added = additionsOf(row);
  const paymentSchedule = withoutAdditions(paymentScheduleSchema.parse(lease.paymentSchedule), added);
  if (paymentSchedule === null) {
    throw new TenureError('not_possible', 'A charge of the same name was added later. Take that back first.');
  }
  await tx.lease.update({
    where: { id: lease.id },
    data: { paymentSchedule, version: { increment: 1 } },
    select: { id: true },
  });
  await tx.canceledAmendment.create({
    data: { amendmentId, organizationId, reason, canceledBy: actor, canceledAt: now },
    select: { amendmentId: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'lease.amendment_canceled',
    subjectId: lease.id,
    alsoAbout: aboutLease(lease),
    payload: { amendment_id: amendmentId, effective_on: effectiveOn, reason, what: amendedInWords(added) },
    actor,
  });
  const action = 'lease.amendment_canceled';
  await appendAudit(tx, { organizationId, actor, action, subjectId: lease.id, before: added });
  await tellOfAmendment(tx, linkKey, { lease, amendmentId, added, effectiveOn, reason, now, isCanceled: true });
  return lease.id;
}
