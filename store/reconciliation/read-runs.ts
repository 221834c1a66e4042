import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import type { TotalsLine } from './totals';

/** No page shows more differences than these. */
const SHOWN = 200;

type After = { runOn: string; id: string } | undefined;

/** Runs, the newest day first; one more than `limit`. */
export async function listReconciliations(tx: Transaction, { after, limit }: { after: After; limit: number }) {
  const rows = await tx.reconciliation.findMany({
    where: after === undefined ? {} : { runOn: { lt: toSqlDate(after.runOn) } },
    orderBy: [{ runOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return rows.map(toRun);
}

/**
 * One run, with what it found first and, on top, everything that is open, the newest first.
 * @throws TenureError not_found
 */
export async function readReconciliation(tx: Transaction, id: string) {
  const row = await tx.reconciliation.findUnique({ where: { id } });
  if (row === null) throw notFound('reconciliation');
  const differences = await tx.difference.findMany({
    where: { OR: [{ status: 'open' }, { reconciliationId: id }] },
    orderBy: [{ status: 'desc' }, { openedAt: 'desc' }, { id: 'desc' }],
    take: SHOWN,
  });
  return { run: toRun(row), differences: differences.map(toDifference) };
}

/** @throws TenureError not_found */
export async function readDifference(tx: Transaction, id: string) {
  const row = await tx.difference.findUnique({ where: { id } });
  if (row === null) throw notFound('difference');
  return toDifference(row);
}

type RunRow = NonNullable<Awaited<ReturnType<Transaction['reconciliation']['findUnique']>>>;
export type ListedReconciliation = ReturnType<typeof toRun>;
const toRun = (row: RunRow) => ({
  ...row,
  runOn: fromSqlDate(row.runOn),
  // Written by readTotals and nobody else.
  totals: row.totals as TotalsLine[],
});

type DifferenceRow = NonNullable<Awaited<ReturnType<Transaction['difference']['findUnique']>>>;
export type ListedDifference = ReturnType<typeof toDifference>;
const toDifference = (row: DifferenceRow) => ({
  ...row,
  expectedCents: Number(row.expectedCents),
  foundCents: Number(row.foundCents),
});
