import { noticeBy } from '../../domain/autopay-notices';
import { addDays, type PlainDateString, periodOf, periodsBetween } from '../../domain/calendar';
import { type Cents, cents, sumCents } from '../../domain/money';
import { chargesForPeriod } from '../../domain/rent-schedule';
import { openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { termsOfLease } from '../leases/lock-lease';
import { overPrisma } from '../sql-runner';
import { dueDateByTerms } from './debit-date';
import { noticeDebit, usualDebitOf } from './notice-debit';

/** Notices go out this many days before the last day on which they are in time: a missed morning costs nothing. */
const SLACK_DAYS = 5;

export type NoticePage = {
  organizationId: string;
  zone: string;
  today: PlainDateString;
  afterMandateId: string;
  size: number;
  linkKey: Buffer;
  now: Date;
};

/**
 * Sends the ten-day notices that are due today on one page of an organization's autopays: where what will be debited
 * differs from the last debit, or else from the authorized amount.
 * @returns how many were sent, and after which mandate the next page starts; null after the last
 */
export async function noticePage(tx: Transaction, page: NoticePage): Promise<{ sent: number; next: string | null }> {
  const { organizationId, zone, today, afterMandateId, size } = page;
  const mandates = await tx.mandate.findMany({
    where: {
      organizationId,
      status: 'active',
      id: { gt: afterMandateId },
      lease: { timeZone: zone, status: { in: ['scheduled', 'active'] }, dueDay: { in: daysNear(today) } },
    },
    include: { lease: true, holds: { where: { liftedAt: null } } },
    orderBy: { id: 'asc' },
    take: size,
  });
  let sent = 0;
  for (const mandate of mandates) {
    const held = mandate.holds.map((hold) => hold.period);
    const debit = await upcomingDebit(tx, mandate.lease, today, held);
    if (debit === null || held.includes(debit.period)) continue;
    if (today > noticeBy(debit.debitOn) || addDays(today, SLACK_DAYS) < noticeBy(debit.debitOn)) continue;
    const usual = await usualDebitOf(tx, mandate);
    const usualCents = usual.lastCents ?? usual.typicalCents;
    if (usualCents === null || usualCents === debit.amountCents) continue;
    if (await noticeDebit(tx, { ...page, ...debit, mandateId: mandate.id, usualCents })) sent += 1;
  }
  return { sent, next: mandates.length < size ? null : (mandates.at(-1)?.id ?? null) };
}

export type UpcomingDebit = { period: string; debitOn: PlainDateString; amountCents: Cents };

/**
 * The next debit that autopay will ask for after today: what is open by then and what the schedule adds; null where
 * the lease ends before. What was paid ahead is taken off.
 * @param held months that the payer stopped or paused: no other month's debit asks for them
 */
export async function upcomingDebit(
  tx: Transaction,
  lease: Parameters<typeof termsOfLease>[0] & { id: string; organizationId: string },
  today: PlainDateString,
  held: readonly string[],
): Promise<UpcomingDebit | null> {
  const terms = termsOfLease(lease);
  const periods = periodsBetween(periodOf(today), periodOf(addDays(today, 62)));
  const next = periods
    .map((period) => ({ period, debitOn: dueDateByTerms(terms, period), due: chargesForPeriod(terms, period) }))
    .find(({ debitOn, due }) => debitOn > today && due.some((charge) => charge.kind !== 'deposit'));
  if (next === undefined) return null;
  const { period, debitOn } = next;
  const run = overPrisma(tx);
  const all = await openCharges(run, lease.organizationId, lease.id);
  const isAskedFor = (month: string) => month === period || !held.includes(month);
  const open = all.filter((charge) => charge.dueOn <= debitOn && isAskedFor(charge.period));
  const posted = await tx.charge.findMany({
    where: { leaseId: lease.id, period: { in: periods } },
    select: { period: true, kind: true, item: true },
  });
  const keyOf = (charge: { period: string; kind: string; item: string }) =>
    [charge.period, charge.kind, charge.item].join('|');
  const standing = new Set(posted.map(keyOf));
  const scheduled = periods
    .flatMap((each) => chargesForPeriod(terms, each))
    .filter((charge) => charge.dueOn <= debitOn && charge.dueOn > today && !standing.has(keyOf(charge)));
  const [credit] = await run<{ credit: string }>(
    `select coalesce(-sum(amount_cents), 0)::text as credit from postings
     where organization_id = $1 and lease_id = $2 and account = 'tenant_credit'`,
    [lease.organizationId, lease.id],
  );
  const total =
    sumCents(open.map((charge) => charge.openCents)) +
    sumCents(scheduled.map((charge) => charge.amountCents)) -
    Number(credit?.credit ?? 0);
  return total <= 0 ? null : { period, debitOn, amountCents: cents(total) };
}

/** The due days that a debit ten to fifteen days away may have, whatever the month's length and weekends do. */
function daysNear(today: PlainDateString): number[] {
  const days = new Set<number>([29, 30, 31]);
  for (let ahead = 5; ahead <= 21; ahead += 1) days.add(Number(addDays(today, ahead).slice(8)));
  return [...days];
}
