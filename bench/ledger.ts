import { chargePosted, type LedgerEntry } from '../domain/ledger';
import { cents } from '../domain/money';
import { type Database, inOrganization, openDatabase, sqlInOrganization } from '../store/database';
import { type NewEntry, postEntries } from '../store/ledger/post-entries';
import { overPg, overPrisma, type RunSql } from '../store/sql-runner';
import { alternate } from './support/alternate';
import { figure } from './support/figures';
import type { Bench } from './support/options';
import { withPrivateDatabase } from './support/private-database';
import { BENCH_ORGANIZATION, seedLeases, seedOrganization, seedUnits } from './support/seed-portfolio';

/** Transactions at once. */
const CONNECTIONS = 4;

/**
 * Posting to the ledger: one entry a transaction through the store, beside the same statements sent through pg with
 * everything prepared beforehand. The distance is what hashing, ids, checks and Prisma cost.
 */
export const bench: Bench = async ({ size, say }) => {
  const posts = size('posts', 1_000, 40);
  const rounds = size('rounds', 3, 1);
  const batch = size('batch', 500, 20);
  return withPrivateDatabase(async (server) => {
    await seedOrganization(server);
    await seedUnits(server, 100);
    const leases = await seedLeases(server, 100);
    const database = openDatabase(server.appUrl, CONNECTIONS);
    try {
      const supply = entrySupply(leases);
      say(`posting ${posts} entries in each of ${rounds} rounds, four ways`);
      const rates = await alternate(
        [
          { name: 'pg', measure: () => timed(posts, replayed(database, supply, posts, 1)) },
          { name: 'store', measure: () => timed(posts, posted(database, supply, posts, 1)) },
          { name: 'prisma', measure: () => timed(posts, throughPrisma(database, supply, posts)) },
          { name: 'pg batches', measure: () => timed(posts, replayed(database, supply, posts, batch)) },
          { name: 'store batches', measure: () => timed(posts, posted(database, supply, posts, batch)) },
        ],
        rounds,
      );
      const rate = (name: string) => rates.get(name) ?? Number.NaN;
      const goal = { of: 'ratio', atLeast: 0.7 } as const;
      const unit = 'entries/s';
      return [
        figure({ name: 'ledger.post_one', value: rate('store'), unit, beside: rate('pg'), goal }),
        figure({ name: 'ledger.post_one_prisma', value: rate('prisma'), unit, beside: rate('pg') }),
        figure({ name: 'ledger.post_batch', value: rate('store batches'), unit, beside: rate('pg batches'), goal }),
      ];
    } finally {
      await database.close();
    }
  });
};

/** Entries that were never posted before, over all leases in turn. */
function entrySupply(leases: readonly string[]): (count: number) => NewEntry[] {
  let made = 0;
  const next = (): NewEntry => {
    made += 1;
    const leaseId = leases[made % leases.length] ?? '';
    const entry: LedgerEntry = chargePosted({
      leaseId,
      chargeId: `chg_${made}`,
      kind: 'rent',
      amountCents: cents(145_000),
    });
    return { idempotencyKey: `bench/${made}`, entry, description: 'Rent', effectiveOn: '2026-11-01', leaseId };
  };
  return (count) => Array.from({ length: count }, next);
}

/** A piece of work that was made ready; only its run is timed. */
type Ready =
  | { transactions: readonly (() => Promise<unknown>)[] }
  | Promise<{ transactions: readonly (() => Promise<unknown>)[] }>;

async function timed(posts: number, ready: Ready): Promise<number> {
  const queue = [...(await ready).transactions];
  const begun = performance.now();
  const drain = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await next();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, drain));
  return posts / ((performance.now() - begun) / 1_000);
}

type Supply = ReturnType<typeof entrySupply>;

function batches(supply: Supply, posts: number, batch: number): NewEntry[][] {
  return Array.from({ length: Math.ceil(posts / batch) }, (_, at) => supply(Math.min(batch, posts - at * batch)));
}

function posted(database: Database, supply: Supply, posts: number, batch: number): Ready {
  const transactions = batches(supply, posts, batch).map(
    (entries) => () =>
      sqlInOrganization(database, BENCH_ORGANIZATION, (client) =>
        postEntries(overPg(client), BENCH_ORGANIZATION, entries),
      ),
  );
  return { transactions };
}

function throughPrisma(database: Database, supply: Supply, posts: number): Ready {
  const transactions = supply(posts).map(
    (entry) => () =>
      inOrganization(database, BENCH_ORGANIZATION, (tx) => postEntries(overPrisma(tx), BENCH_ORGANIZATION, [entry])),
  );
  return { transactions };
}

/** The statements that the store would send, recorded beforehand and sent as they are. */
async function replayed(database: Database, supply: Supply, posts: number, batch: number) {
  const recorded = await Promise.all(batches(supply, posts, batch).map(statementsOf));
  const transactions = recorded.map((statements) => async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query("select set_config('app.organization_id', $1, true)", [BENCH_ORGANIZATION]);
    for (const [sql, parameters] of statements) await client.query(sql, [...parameters]);
    await client.query('commit');
    client.release();
  });
  return { transactions };
}

async function statementsOf(entries: readonly NewEntry[]): Promise<[string, readonly unknown[]][]> {
  const statements: [string, readonly unknown[]][] = [];
  // Says of every row that it is new, as the database will.
  const recorder: RunSql = async <Row>(sql: string, parameters: readonly unknown[]) => {
    statements.push([sql, parameters]);
    return JSON.parse(String(parameters[1])) as Row[];
  };
  await postEntries(recorder, BENCH_ORGANIZATION, entries);
  return statements;
}
