import type { PlainDateString } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { enqueueCommand } from '../commands/enqueue-command';
import { type Database, sqlInOrganization, type Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { overPg } from '../sql-runner';
import { type PageRequest, type PlannedPage, planPage } from './plan-page';

export type RunChange = { leaseId: string; label: string; detail: string; amountCents: number };
/** What a run would do, nothing written. */
export type DryRun = { charges: number; leases: number; amountCents: number; lines: RunChange[]; unreadable: string[] };

const PAGE = 500;
/** A person reads no more lines than these; the sums are of all. */
const LINES = 200;

/** Works a run out to the cent without writing anything: the same plan that the run itself posts. */
export async function dryRun(
  database: Database,
  run: { organizationId: string; zone: string; runOn: PlainDateString },
): Promise<DryRun> {
  const found: DryRun = { charges: 0, leases: 0, amountCents: 0, lines: [], unreadable: [] };
  const leases = new Set<string>();
  let after: string | null = '';
  while (after !== null) {
    const page: PageRequest = { ...run, afterLeaseId: after, size: PAGE };
    const plan: PlannedPage = await sqlInOrganization(database, run.organizationId, (client) =>
      planPage(overPg(client), page),
    );
    for (const charge of plan.charges) {
      leases.add(charge.leaseId);
      found.charges += 1;
      found.amountCents += charge.amountCents;
      const { leaseId, label, amountCents, dueOn } = charge;
      if (found.lines.length < LINES) {
        const rule = 'text' in charge.rule ? String(charge.rule.text) : '';
        found.lines.push({ leaseId, label, detail: `due ${dueOn} · ${rule}`, amountCents });
      }
    }
    found.unreadable.push(...plan.unreadable);
    after = plan.nextAfter;
  }
  return { ...found, leases: leases.size };
}

/** Records that somebody wants a run, and has it started; asked again, the same run goes over the same ground. */
export async function requestRun(
  tx: Transaction,
  wanted: { organizationId: string; zone: string; runOn: PlainDateString; actor: string },
): Promise<string> {
  const { organizationId, zone: timeZone, runOn, actor } = wanted;
  const id = newId('rentRun');
  const workflowId = `rent-run/${organizationId}/${timeZone}/${runOn}`;
  const row = { id, organizationId, timeZone, runOn: toSqlDate(runOn), startedBy: actor, workflowId };
  const { count } = await tx.rentRun.createMany({ data: [{ ...row, status: 'planned' }], skipDuplicates: true });
  if (count === 1) {
    const payload = { date: runOn, time_zone: timeZone };
    await appendEvent(tx, { organizationId, type: 'rent_run.started', subjectId: id, payload, actor });
  }
  const input = { zone: timeZone, date: runOn, organizationId, startedBy: actor };
  await enqueueCommand(tx, {
    organizationId,
    workflowType: 'rentRun',
    workflowId,
    kind: 'start',
    input,
    restart: true,
  });
  if (count === 1) return id;
  const key = { organizationId, timeZone, runOn: toSqlDate(runOn) };
  const known = await tx.rentRun.findUniqueOrThrow({
    where: { organizationId_timeZone_runOn: key },
    select: { id: true },
  });
  return known.id;
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
function findRow(tx: Transaction, id: string) {
  return tx.rentRun.findUnique({ where: { id } });
}
const toRun = (row: Row) => ({ ...row, runOn: fromSqlDate(row.runOn), amountCents: Number(row.amountCents) });
export type ListedRun = ReturnType<typeof toRun>;

/** Runs, the newest date first; one more than `limit`. */
export async function listRuns(
  tx: Transaction,
  { after, limit }: { after?: { runOn: string; id: string } | undefined; limit: number },
): Promise<ListedRun[]> {
  const rows = await tx.rentRun.findMany({
    where:
      after === undefined
        ? {}
        : { OR: [{ runOn: { lt: toSqlDate(after.runOn) } }, { runOn: toSqlDate(after.runOn), id: { lt: after.id } }] },
    orderBy: [{ runOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return rows.map(toRun);
}

/** One run with its first lines. @throws TenureError not_found */
export async function readRun(
  tx: Transaction,
  id: string,
): Promise<{ run: ListedRun; leases: number; lines: RunChange[] }> {
  const row = await findRow(tx, id);
  if (row === null) throw notFound('rent run');
  const charges = await tx.charge.findMany({ where: { rentRunId: id }, orderBy: { id: 'asc' }, take: LINES });
  const leases = await tx.charge.groupBy({ by: ['leaseId'], where: { rentRunId: id } });
  const lines = charges.map(({ leaseId, label, dueOn, amountCents }) => ({
    leaseId,
    label,
    detail: `due ${fromSqlDate(dueOn)}`,
    amountCents: Number(amountCents),
  }));
  return { run: toRun(row), leases: leases.length, lines };
}
