import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { fromSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { closeVanished } from './keep-differences';
import { readTotals } from './totals';

export type CompletedRun = { booked: number; opened: number; closed: number; open: number };

/** Counts what a run booked. */
export async function countBooked(tx: Transaction, reconciliationId: string, booked: number): Promise<void> {
  if (booked === 0) return;
  const data = { bookedCount: { increment: booked } };
  await tx.reconciliation.update({ where: { id: reconciliationId }, data, select: { id: true } });
}

/** Ends a run: closes what it did not find any more and keeps the totals of all sides. Done again, nothing changes. */
export async function completeReconciliation(
  tx: Transaction,
  { reconciliationId, seenIn, now }: { reconciliationId: string; seenIn: string; now: Date },
): Promise<CompletedRun> {
  await tx.$queryRaw`select id from reconciliations where id = ${reconciliationId} for update`;
  const before = await tx.reconciliation.findUniqueOrThrow({ where: { id: reconciliationId } });
  const { organizationId } = before;
  if (before.status === 'completed') return countsOf(before);
  const words = `A run on ${fromSqlDate(before.runOn)} did not find it any more.`;
  const closed = await closeVanished(tx, { seenIn, now, words });
  const row = await tx.reconciliation.update({
    where: { id: reconciliationId },
    data: {
      status: 'completed',
      finishedAt: now,
      closedCount: { increment: closed },
      openCount: await tx.difference.count({ where: { status: 'open' } }),
      totals: await readTotals(overPrisma(tx), organizationId),
    },
  });
  const counts = countsOf(row);
  await appendEvent(tx, { organizationId, type: 'reconciliation.completed', subjectId: row.id, payload: counts });
  return counts;
}

type Counts = { bookedCount: number; openedCount: number; closedCount: number; openCount: number };

function countsOf({ bookedCount, openedCount, closedCount, openCount }: Counts): CompletedRun {
  return { booked: bookedCount, opened: openedCount, closed: closedCount, open: openCount };
}
