import { addDays, earlierOf, localDateAt, type PlainDateString, parsePeriod } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { type Finding, refuseForbidden } from '../../domain/jurisdictions/legal-rule';
import {
  type Additions,
  additionProblems,
  amendableFrom,
  amendSchedule,
  amongAdditions,
  firstDayAmended,
  judgeAdditions,
} from '../../domain/lease-amendments';
import { scheduleProblems } from '../../domain/lease-law';
import { paymentScheduleSchema, rentTermsOf } from '../../domain/lease-terms';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { toSqlDate, toSqlDateOrNull } from '../plain-dates';
import { LEAD_DAYS } from '../rent-runs/plan-page';
import { aboutLease, type LoadedLease, lockLease, termsOfLease } from './lock-lease';
import { tellOfAmendment } from './tell-of-amendment';

export type WantedAmendment = {
  organizationId: string;
  leaseId: string;
  added: Additions;
  /** When the tenants were told in writing; today where absent. */
  noticeGivenOn?: PlainDateString | undefined;
  reason?: string | undefined;
  actor: string;
  linkKey: Buffer;
  now: Date;
};

const STANDS = new Set(['signed', 'scheduled', 'active']);

/**
 * Adds rent steps, recurring charges and concessions to a lease that was signed, from a day of a month that is not
 * charged yet: its schedule and all that is posted from then on follow. What stands is not touched.
 * @returns the amendment's id, and what rules that were not held against the law warn of
 * @throws TenureError not_found; illegal_transition for a lease that is not in force; invalid_request for days that
 * cannot be; rule_forbids
 */
export async function amendLease(
  tx: Transaction,
  wanted: WantedAmendment,
): Promise<{ id: string; warnings: Finding[] }> {
  const { organizationId, leaseId, added, reason, actor, now } = wanted;
  const lease = await lockLease(tx, leaseId);
  if (!STANDS.has(lease.status)) {
    const text = 'Only a signed lease that is not over can be amended; a draft is changed, a lease that is over stays.';
    throw new TenureError('illegal_transition', text);
  }
  const today = localDateAt(now.getTime(), lease.timeZone);
  const effectiveOn = firstDayAmended(added);
  if (effectiveOn === null) throw refused([{ name: 'rent_steps', reason: 'nothing is added' }]);
  const told = wanted.noticeGivenOn ?? today;
  if (told > today) throw refused([{ name: 'notice_given_on', reason: 'must not be after today' }]);
  const before = termsOfLease(lease);
  const earliest = earlierOf(before.startsOn, localDateAt(lease.createdAt.getTime(), lease.timeZone));
  if (told < earliest) throw refused([{ name: 'notice_given_on', reason: `must not be before ${earliest}` }]);
  const schedule = paymentScheduleSchema.parse(lease.paymentSchedule);
  const from = await changeableFrom(tx, lease, today);
  if (from === null) throw refused([{ name: 'rent_steps', reason: 'every month of the lease is charged' }]);
  const problems = additionProblems(added, schedule, from);
  if (problems.length > 0) throw refused(problems);
  const paymentSchedule = amendSchedule(schedule, added);
  const { rentCents, depositCents, dueDay, startsOn, endsOn } = before;
  const after = rentTermsOf({ rentCents, depositCents, dueDay, startsOn, endsOn, paymentSchedule });
  const misfits = scheduleProblems(after).map((problem) => amongAdditions(problem, schedule));
  if (misfits.length > 0) throw refused(misfits);
  const warnings = refuseForbidden(judgeAdditions(added, { state: lease.state, before, after, toldOn: told }));
  await tx.lease.update({
    where: { id: leaseId },
    data: { paymentSchedule, version: { increment: 1 } },
    select: { id: true },
  });
  const id = newId('leaseAmendment');
  await tx.leaseAmendment.create({
    data: {
      id,
      organizationId,
      leaseId,
      effectiveOn: toSqlDate(effectiveOn),
      additions: added,
      noticeGivenOn: toSqlDateOrNull(wanted.noticeGivenOn ?? null),
      reason: reason ?? null,
      warnings,
      createdBy: actor,
      createdAt: now,
    },
    select: { id: true },
  });
  await appendEvent(tx, {
    organizationId,
    type: 'lease.amended',
    subjectId: leaseId,
    alsoAbout: aboutLease(lease),
    payload: { amendment_id: id, effective_on: effectiveOn, reason, what: amendedInWords(added) },
    actor,
  });
  await appendAudit(tx, { organizationId, actor, action: 'lease.amended', subjectId: leaseId, after: added });
  await tellOfAmendment(tx, wanted.linkKey, { lease, amendmentId: id, added, effectiveOn, reason, now });
  return { id, warnings };
}

/** The first day from which a lease's money can still change; null where every month is charged or about to be. */
export async function changeableFrom(
  tx: Transaction,
  lease: LoadedLease,
  today: PlainDateString,
): Promise<PlainDateString | null> {
  const schedule = paymentScheduleSchema.parse(lease.paymentSchedule);
  const kinds = ['rent', ...new Set(schedule.recurring.map(({ kind }) => kind))];
  const last = await tx.charge.findFirst({
    where: { leaseId: lease.id, kind: { in: kinds }, coversFrom: { not: null } },
    orderBy: { period: 'desc' },
    select: { period: true },
  });
  return amendableFrom(termsOfLease(lease), {
    today: addDays(today, 1),
    until: addDays(today, LEAD_DAYS + 1),
    charged: last === null ? null : parsePeriod(last.period),
  });
}

/** What an amendment is about, in a few words: `the rent, Parking`. */
export function amendedInWords({ recurring, rent_steps, concessions }: Additions): string {
  const parts = [
    ...rent_steps.map(() => 'the rent'),
    ...recurring.map(({ label }) => label),
    ...concessions.map(({ label }) => label),
  ];
  return [...new Set(parts)].join(', ');
}

function refused(params: { name: string; reason: string }[]): TenureError {
  return new TenureError('invalid_request', 'The lease cannot be amended like this.', { params });
}
