import { addPeriods, localDateAt, type Period, periodOf } from '../../../domain/calendar';
import { TenureError } from '../../../domain/errors';
import { workflowIds } from '../../../domain/workflow-ids';
import { enqueueCommand } from '../../commands/enqueue-command';
import type { Transaction } from '../../database';
import { newId } from '../../new-id';

export type RunWanted = { organizationId: string; period: Period; startedBy: string | null; now: Date };

/**
 * Writes down that a month's statements are made; asked again, it is the same run.
 * @throws TenureError not_possible while the month goes on, or where a later month's statements stand already
 */
export async function beginRun(tx: Transaction, wanted: RunWanted): Promise<{ runId: string; status: string }> {
  const { organizationId, period, startedBy, now } = wanted;
  const known = await tx.ownerStatementRun.findUnique({
    where: { organizationId_period: { organizationId, period } },
    select: { id: true, status: true },
  });
  if (known !== null) return { runId: known.id, status: known.status };
  const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  if (period >= periodOf(localDateAt(now.getTime(), timeZone))) {
    throw new TenureError('not_possible', 'A month’s statements are made once the month is over.', {
      params: [{ name: 'period', reason: 'must lie before the present month' }],
    });
  }
  const later = await tx.ownerStatementRun.findFirst({
    where: { period: { gt: period } },
    orderBy: { period: 'desc' },
    select: { period: true },
  });
  if (later !== null) {
    throw new TenureError(
      'not_possible',
      `The statements for ${later.period} are made already and count what came before. Make those for ${addPeriods(later.period as Period, 1)} next.`,
      { params: [{ name: 'period', reason: `must lie after ${later.period}` }] },
    );
  }
  const id = newId('ownerStatementRun');
  const workflowId = workflowIds.ownerStatement(organizationId, period);
  // Two that begin at once make one run.
  await tx.ownerStatementRun.createMany({
    data: [{ id, organizationId, period, startedBy, workflowId }],
    skipDuplicates: true,
  });
  const run = await tx.ownerStatementRun.findUniqueOrThrow({
    where: { organizationId_period: { organizationId, period } },
    select: { id: true, status: true },
  });
  return { runId: run.id, status: run.status };
}

/** Records the run and has it carried out; a run that stopped goes on, one that is done stays as it is. */
export async function requestStatements(tx: Transaction, wanted: RunWanted): Promise<string> {
  const { organizationId, period, startedBy } = wanted;
  const { runId, status } = await beginRun(tx, wanted);
  if (status === 'completed') return runId;
  await enqueueCommand(tx, {
    organizationId,
    kind: 'start',
    workflowType: 'ownerStatement',
    workflowId: workflowIds.ownerStatement(organizationId, period),
    input: { organizationId, period, startedBy: startedBy ?? undefined },
    restart: true,
  });
  return runId;
}
