import type { PlainDateString } from '../../domain/calendar';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';

export type RunDay = { organizationId: string; runOn: PlainDateString };

/** An account to read, empty for the platform's own, and the instant after which there may be something new. */
export type AccountToRead = { account: string; sinceMs: number | null };
export type BegunRun = { reconciliationId: string; seenIn: string; accounts: AccountToRead[] };

/** Clocks and lists of the service may lag: this much is read again. */
const OVERLAP_MS = 3_600_000;

/** Records that a day's run is wanted, and has it started; one that ended runs again. @returns its id */
export async function requestReconciliation(
  tx: Transaction,
  { organizationId, runOn, actor }: RunDay & { actor: string | null },
): Promise<string> {
  const { id } = await ensureRun(tx, { organizationId, runOn, actor });
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'reconciliation',
    workflowId: workflowIds.reconciliation(organizationId, runOn),
    kind: 'start',
    input: { organizationId, date: runOn, ...(actor === null ? {} : { startedBy: actor }) },
    restart: true,
  });
  return id;
}

/** Begins a day's run, or goes on with it; one that ended begins anew. Says which accounts to read, and from when. */
export async function beginReconciliation(
  tx: Transaction,
  { organizationId, runOn, actor }: RunDay & { actor: string | null },
): Promise<BegunRun> {
  const { id } = await ensureRun(tx, { organizationId, runOn, actor });
  await tx.$queryRaw`select id from reconciliations where id = ${id} for update`;
  const { status, run } = await tx.reconciliation.findUniqueOrThrow({ where: { id } });
  const isAnew = status === 'completed';
  if (isAnew) {
    const counts = { bookedCount: 0, openedCount: 0, closedCount: 0 };
    const data = { status: 'running', run: run + 1, startedAt: new Date(), finishedAt: null, ...counts };
    await tx.reconciliation.update({ where: { id }, data, select: { id: true } });
  }
  const own = await tx.connectAccount.findFirst({ where: { ownerId: null, vendorRef: { not: null } } });
  const accounts = ['', ...(own?.vendorRef ? [own.vendorRef] : [])];
  return {
    reconciliationId: id,
    seenIn: `${id}/${isAnew ? run + 1 : run}`,
    accounts: await Promise.all(accounts.map(async (account) => ({ account, sinceMs: await readSince(tx, account) }))),
  };
}

async function ensureRun(
  tx: Transaction,
  { organizationId, runOn, actor }: RunDay & { actor: string | null },
): Promise<{ id: string }> {
  const workflowId = workflowIds.reconciliation(organizationId, runOn);
  const id = newId('reconciliation');
  const row = { id, organizationId, runOn: toSqlDate(runOn), workflowId, startedBy: actor };
  const { count } = await tx.reconciliation.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) {
    const key = { organizationId, runOn: toSqlDate(runOn) };
    return tx.reconciliation.findUniqueOrThrow({ where: { organizationId_runOn: key }, select: { id: true } });
  }
  const payload = { date: runOn };
  await appendEvent(tx, {
    organizationId,
    type: 'reconciliation.started',
    subjectId: id,
    payload,
    ...(actor === null ? {} : { actor }),
  });
  return { id };
}

async function readSince(tx: Transaction, account: string): Promise<number | null> {
  const [row] = await overPrisma(tx)<{ until: string | null }>(
    'select max(read_until ->> $1) as until from reconciliations',
    [account],
  );
  return row?.until ? Date.parse(row.until) - OVERLAP_MS : null;
}

/** Remembers that an account was read to the end, up to the newest booking that is known of it. */
export async function markRead(
  tx: Transaction,
  { reconciliationId, account }: { reconciliationId: string; account: string },
): Promise<void> {
  await tx.$executeRaw`
    update reconciliations set read_until = read_until || coalesce((
      select jsonb_build_object(${account}::text, to_char(max(occurred_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from vendor_bookings b where b.account = ${account} having count(*) > 0), '{}'::jsonb)
    where id = ${reconciliationId}`;
}
