import type { Period } from '../../../domain/calendar';
import { fromSqlCents } from '../../cents';
import type { Transaction } from '../../database';
import { appendEvent } from '../../events/append-event';

/** The month's statements are all made and sent. Repeating changes nothing. */
export async function completeRun(
  tx: Transaction,
  { organizationId, period, now }: { organizationId: string; period: Period; now: Date },
): Promise<{ statements: number; payableCents: number }> {
  await tx.$queryRaw`select id from owner_statement_runs where organization_id = ${organizationId} and period = ${period} for update`;
  const run = await tx.ownerStatementRun.findUniqueOrThrow({
    where: { organizationId_period: { organizationId, period } },
    select: { id: true, status: true, statementCount: true, payableCents: true },
  });
  if (run.status === 'completed') return { statements: run.statementCount, payableCents: Number(run.payableCents) };
  const made = await tx.ownerStatement.aggregate({
    where: { runId: run.id },
    _count: true,
    _sum: { payableCents: true },
  });
  const [statements, payableCents] = [made._count, fromSqlCents(made._sum.payableCents ?? 0n)];
  await tx.ownerStatementRun.update({
    where: { id: run.id },
    data: { status: 'completed', statementCount: statements, payableCents: BigInt(payableCents), finishedAt: now },
    select: { id: true },
  });
  const payload = { period, statements, payable_cents: payableCents };
  await appendEvent(tx, { organizationId, type: 'owner_statements.completed', subjectId: run.id, payload });
  return { statements, payableCents };
}
