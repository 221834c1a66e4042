import { z } from 'zod';
import { addDays, isTimeZone, localDateAt, type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { inOrganization } from '../../store/database';
import { homesOf } from '../../store/leases/homes-of';
import { readOrganization } from '../../store/organizations/read-organization';
import { dryRun, type ListedRun, listRuns, type RunChange, readRun, requestRun } from '../../store/rent-runs/rent-runs';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, instant, listOf, pageQuery, plainDate, text } from '../http/schema';

const tag = 'Money';
const SORT = 'rent_runs';
/** How far from today a run may be for; a dry run looks further ahead. */
const DAYS = { back: 62, ahead: 31, aheadDry: 400 };

const newRun = z.strictObject({
  run_on: plainDate().optional(),
  time_zone: text(60).optional(),
  dry_run: z.boolean().default(false),
});

const runAnswer = z.object({
  object: z.literal('rent_run'),
  id: id('rentRun').nullable(),
  dry_run: z.boolean(),
  time_zone: z.string(),
  run_on: plainDate(),
  status: z.string(),
  charges: z.int(),
  leases: z.int(),
  amount_cents: z.int(),
  collections_started: z.int(),
  started_at: instant.nullable(),
  finished_at: instant.nullable(),
  workflow_id: z.string().nullable(),
  lines: z
    .array(
      z.object({
        lease_id: id('lease'),
        home: z.string(),
        label: z.string(),
        detail: z.string(),
        amount_cents: z.int(),
      }),
    )
    .meta({ description: 'The first 200; the sums are of all' }),
});

export const rentRunRoutes: Route[] = [
  route({
    method: 'get',
    path: '/rent-runs',
    tag,
    summary: 'Rent runs, the newest first',
    permission: 'rent_runs.read',
    query: z.strictObject(pageQuery),
    answer: listOf(runAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const from = decodeDateCursor(query.cursor, SORT);
      const after = from && { runOn: from.date, id: from.id };
      const rows = await listRuns(tx, { after, limit });
      return pageOf(
        rows,
        limit,
        (run) => serialize(run, run.collectionsStarted, [], new Map()),
        (run) => ({ sort: SORT, after: [run.runOn, run.id] }),
      );
    },
  }),
  route({
    method: 'get',
    path: '/rent-runs/{id}',
    tag,
    summary: 'One rent run with what it posted',
    permission: 'rent_runs.read',
    params: z.strictObject({ id: id('rentRun') }),
    answer: runAnswer,
    inTransaction: async ({ params }, tx) => {
      const { run, leases, lines } = await readRun(tx, params.id);
      return serialize(run, leases, lines, await homesOf(tx, leasesIn(lines)));
    },
  }),
  route({
    method: 'post',
    path: '/rent-runs',
    tag,
    summary: 'Run the rent now, or see what a run would do',
    description:
      'Posts everything due within five days of `run_on` (today without it) that does not stand yet, and starts collecting it. Runs happen by themselves every day; one more does no harm. With `dry_run` nothing is written.',
    permission: 'rent_runs.write',
    body: newRun,
    answer: runAnswer,
    status: 202,
    handler: async ({ body, organizationId, actor, now, reply }, { database }) => {
      const zone = await zoneOf(body.time_zone, () =>
        inOrganization(database, organizationId, async (tx) => (await readOrganization(tx, organizationId)).timeZone),
      );
      const runOn = dateOf(body, localDateAt(now.getTime(), zone));
      if (body.dry_run) {
        reply.status(200);
        const found = await dryRun(database, { organizationId, zone, runOn });
        const homes = await inOrganization(database, organizationId, (tx) => homesOf(tx, leasesIn(found.lines)));
        return serializeDry(found, zone, runOn, homes);
      }
      return inOrganization(database, organizationId, async (tx) => {
        const rentRunId = await requestRun(tx, { organizationId, zone, runOn, actor: actor.id });
        reply.header('Location', `/v1/rent-runs/${rentRunId}`);
        const { run, leases, lines } = await readRun(tx, rentRunId);
        return serialize(run, leases, lines, await homesOf(tx, leasesIn(lines)));
      });
    },
  }),
];

async function zoneOf(wanted: string | undefined, own: () => Promise<string>): Promise<string> {
  if (wanted === undefined) return own();
  if (!isTimeZone(wanted)) throw invalid([{ name: 'time_zone', reason: 'must be a time zone such as America/Denver' }]);
  return wanted;
}

function dateOf(body: z.output<typeof newRun>, today: PlainDateString): PlainDateString {
  const runOn = body.run_on === undefined ? today : parsePlainDate(body.run_on);
  const latest = addDays(today, body.dry_run ? DAYS.aheadDry : DAYS.ahead);
  if (runOn >= addDays(today, -DAYS.back) && runOn <= latest) return runOn;
  throw new TenureError('invalid_request', `A run may be for ${addDays(today, -DAYS.back)} to ${latest}.`, {
    params: [{ name: 'run_on', reason: `must not be after ${latest}, nor long ago` }],
  });
}

type Homes = ReadonlyMap<string, string>;
const leasesIn = (lines: readonly RunChange[]) => lines.map(({ leaseId }) => leaseId);

function serialize(
  run: ListedRun,
  leases: number,
  lines: readonly RunChange[],
  homes: Homes,
): z.input<typeof runAnswer> {
  return {
    object: 'rent_run',
    id: run.id,
    dry_run: false,
    time_zone: run.timeZone,
    run_on: run.runOn,
    status: run.status,
    charges: run.chargesPosted,
    leases,
    amount_cents: run.amountCents,
    collections_started: run.collectionsStarted,
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    workflow_id: run.workflowId,
    lines: lines.map((line) => lineOf(line, homes)),
  };
}

function serializeDry(
  found: Awaited<ReturnType<typeof dryRun>>,
  zone: string,
  runOn: string,
  homes: Homes,
): z.input<typeof runAnswer> {
  return {
    object: 'rent_run',
    id: null,
    dry_run: true,
    time_zone: zone,
    run_on: runOn,
    status: 'planned',
    charges: found.charges,
    leases: found.leases,
    amount_cents: found.amountCents,
    collections_started: 0,
    started_at: null,
    finished_at: null,
    workflow_id: null,
    lines: found.lines.map((line) => lineOf(line, homes)),
  };
}

function lineOf({ leaseId, label, detail, amountCents }: RunChange, homes: Homes) {
  return { lease_id: leaseId, home: homes.get(leaseId) ?? leaseId, label, detail, amount_cents: amountCents };
}
