import { CannotGoOn } from '../../scripts/servers/project';
import { type Database, inOrganization } from '../../store/database';
import { readBalance, readLedger } from '../../store/ledger/read-ledger';
import { overPrisma } from '../../store/sql-runner';
import { median } from './alternate';
import { type Figure, figure } from './figures';
import { batches, drain, entryOf, entrySupply, post } from './ledger-supply';
import type { BenchOptions } from './options';
import type { PrivateDatabase } from './private-database';
import { BENCH_ORGANIZATION } from './seed-portfolio';

const organizationId = BENCH_ORGANIZATION;
const SHORT = 100;
const RACERS = 16;

/**
 * A lease's balance, and the newest page of its ledger, where its history is long beside where it is short: read in
 * turns over one connection each, the medians.
 */
export async function longHistory(
  { size, say }: BenchOptions,
  database: Database,
  { sql }: PrivateDatabase,
  [short = '', long = '']: readonly string[],
): Promise<Figure[]> {
  const postings = size('history', 10_000, 1_000);
  const reads = size('reads', 400, 20);
  say(`reading leases of ${SHORT} and of ${postings} postings`);
  for (const [leaseId, count] of [
    [short, SHORT],
    [long, postings],
  ] as const) {
    // Each entry has two lines on the lease.
    for (const entries of batches(entrySupply(`history/${count}`, [leaseId]), count / 2, 500))
      await post(database, entries);
  }
  await sql('analyze journal_entries', 'analyze postings', 'analyze lease_balances');
  const balance = (leaseId: string) => () =>
    inOrganization(database, organizationId, (tx) => readBalance(overPrisma(tx), organizationId, leaseId));
  const page = (leaseId: string) => () =>
    inOrganization(database, organizationId, (tx) => readLedger(tx, { organizationId, leaseId, limit: 25 }));
  const [stands, wanted] = [await balance(long)(), (postings / 2) * 145_000];
  if (stands !== wanted) throw new CannotGoOn(`The lease stands at ${stands} cents instead of ${wanted}.`);
  return [
    await compared('ledger.balance_of_long_history', balance(long), balance(short), reads),
    await compared('ledger.page_of_long_history', page(long), page(short), reads),
  ];
}

async function compared(
  name: string,
  long: () => Promise<unknown>,
  short: () => Promise<unknown>,
  reads: number,
): Promise<Figure> {
  const times = { long: [] as number[], short: [] as number[] };
  for (let round = 0; round < reads; round += 1) {
    times.long.push(await timed(long));
    times.short.push(await timed(short));
  }
  const [value, beside] = [median(times.long), median(times.short)];
  return figure({ name, value, unit: 'ms', beside, goal: { of: 'ratio', atMost: 2 } });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Many posts of few keys at once, in batches that take the keys in different orders: each key stands once. */
export async function race(
  { size, say }: BenchOptions,
  database: Database,
  { sql }: PrivateDatabase,
  [leaseId = '']: readonly string[],
): Promise<Figure> {
  const posts = size('racing', 8_000, 800);
  const keys = size('keys', 200, 20);
  const batch = keys / 5;
  say(`${posts} posts racing for ${keys} keys`);
  const batchesOfKeys = Array.from({ length: posts / batch }, (_, at) =>
    Array.from({ length: batch }, (__, step) => (at * 7 + step * (at % 2 === 0 ? 3 : keys - 3)) % keys),
  );
  let fresh = 0;
  await drain(batchesOfKeys, RACERS, async (each) => {
    const { size: posted } = await post(
      database,
      each.map((key) => entryOf(`race/${key}`, leaseId)),
    );
    fresh += posted;
  });
  const [found] = await sql<{ entries: string; lines: string }>(
    `select count(distinct e.id) as entries, count(*) as lines from journal_entries e join postings p on p.entry_id = e.id
     where e.idempotency_key like 'bench/race/%'`,
  );
  const entries = Number(found?.entries);
  if (fresh !== entries || Number(found?.lines) !== 2 * keys) {
    throw new CannotGoOn(
      `${fresh} posts were called new, and ${found?.entries} entries of ${found?.lines} lines stand.`,
    );
  }
  return figure({ name: 'ledger.race_entries', value: entries, unit: 'entries', goal: { of: 'value', atMost: keys } });
}
