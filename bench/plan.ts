import type { PlainDateString } from '../domain/calendar';
import { openDatabase, sqlInOrganization } from '../store/database';
import { postPage } from '../store/rent-runs/post-page';
import { overPg } from '../store/sql-runner';
import { figure } from './support/figures';
import type { Bench } from './support/options';
import { type PrivateDatabase, withPrivateDatabase } from './support/private-database';
import { BENCH_ORGANIZATION, seedLeases, seedOrganization, seedUnits } from './support/seed-portfolio';

const ZONE = 'America/Chicago';
const RUN_ON = '2027-03-01' as PlainDateString;
const PAGE = 500;
/** What a whole run of 100,000 leases may take, in seconds. */
const GOAL = { leases: 100_000, seconds: 60 };

/**
 * The monthly run's posting, page by page, as the workflow's activity does it: charges, balanced entries and events.
 * Beside it a tenth of the leases, whose time per lease must be about the same: the work grows in a line.
 */
export const bench: Bench = async ({ size, say }) => {
  const leases = size('leases', GOAL.leases, 200);
  const few = Math.max(20, Math.floor(leases / 10));
  say(`posting a month for ${few}, then for ${leases} leases`);
  const small = await withPrivateDatabase((server) => timeRun(server, few));
  const large = await withPrivateDatabase((server) => timeRun(server, leases));
  const atMost = (GOAL.seconds * leases) / GOAL.leases;
  return [
    figure({ name: 'plan.run_seconds', value: large, unit: 's', goal: { of: 'value', atMost } }),
    figure({
      name: 'plan.microseconds_per_lease',
      value: (large / leases) * 1e6,
      unit: 'µs',
      beside: (small / few) * 1e6,
      goal: { of: 'ratio', atMost: 1.5 },
    }),
  ];
};

/** Seconds from the first page to the last. */
async function timeRun(server: PrivateDatabase, leases: number): Promise<number> {
  await seedOrganization(server);
  await seedUnits(server, leases);
  await seedLeases(server, leases);
  const database = openDatabase(server.appUrl, 2);
  try {
    const began = process.hrtime.bigint();
    let posted = 0;
    let afterLeaseId: string | null = '';
    while (afterLeaseId !== null) {
      const page = { organizationId: BENCH_ORGANIZATION, zone: ZONE, runOn: RUN_ON, afterLeaseId, size: PAGE };
      const done: Awaited<ReturnType<typeof postPage>> = await sqlInOrganization(
        database,
        BENCH_ORGANIZATION,
        (client) => postPage(overPg(client), page, null),
      );
      posted += done.posted;
      afterLeaseId = done.nextAfter;
    }
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    if (posted !== leases) throw new Error(`${posted} charges were posted for ${leases} leases`);
    return seconds;
  } finally {
    await database.close();
  }
}
