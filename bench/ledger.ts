import { type Database, inOrganization, openDatabase } from '../store/database';
import { type NewEntry, postEntries } from '../store/ledger/post-entries';
import { overPrisma, type RunSql } from '../store/sql-runner';
import { alternate } from './support/alternate';
import { type Figure, figure } from './support/figures';
import { longHistory, race } from './support/ledger-history';
import { batches, drain, entrySupply, post, type Supply } from './support/ledger-supply';
import type { Bench, BenchOptions } from './support/options';
import { pgbench, type Statements } from './support/pgbench';
import { type PrivateDatabase, withPrivateDatabase } from './support/private-database';
import { BENCH_ORGANIZATION, seedLeases, seedOrganization, seedUnits } from './support/seed-portfolio';

/** Transactions at once, of the store and of pgbench. */
const CONNECTIONS = 4;
/** Connections of the store: as many as race. */
const POOL = 16;

/**
 * The ledger: posting through the store beside the same statements through pgbench, which is written in C and does
 * nothing else (the distance is what hashing, ids, checks and JavaScript cost); reading a lease of a long history
 * beside one of a short; and many posts racing for few keys.
 */
export const bench: Bench = (options) =>
  withPrivateDatabase(async (server) => {
    await seedOrganization(server);
    await seedUnits(server, 103);
    const [short = '', long = '', raced = '', ...leases] = await seedLeases(server, 103);
    const database = openDatabase(server.appUrl, POOL);
    try {
      return [
        ...(await posting(options, server, database, leases)),
        ...(await longHistory(options, database, server, [short, long])),
        await race(options, database, server, [raced]),
      ];
    } finally {
      await database.close();
    }
  });

async function posting(
  { size, say }: BenchOptions,
  server: PrivateDatabase,
  database: Database,
  leases: readonly string[],
): Promise<Figure[]> {
  const posts = size('posts', 1_000, 40);
  const rounds = size('rounds', 3, 1);
  const batch = size('batch', 500, 20);
  const supply = entrySupply('post', leases);
  say(`posting ${posts} entries in each of ${rounds} rounds, four ways`);
  const rates = await alternate(
    [
      { name: 'pgbench', measure: () => throughPgbench(server, supply, posts) },
      { name: 'store', measure: () => throughStore(database, supply, posts, 1) },
      { name: 'prisma', measure: () => throughPrisma(database, supply, posts) },
      { name: 'store batches', measure: () => throughStore(database, supply, posts, batch) },
    ],
    rounds,
  );
  const rate = (name: string) => rates.get(name) ?? Number.NaN;
  const goal = { of: 'ratio', atLeast: 0.5 } as const;
  const unit = 'entries/s';
  return [
    figure({ name: 'ledger.post_one', value: rate('store'), unit, beside: rate('pgbench'), goal }),
    figure({ name: 'ledger.post_one_prisma', value: rate('prisma'), unit, beside: rate('pgbench') }),
    figure({ name: 'ledger.post_batch', value: rate('store batches'), unit, beside: rate('pgbench') }),
  ];
}

/** Entries made beforehand; only their posting is timed. @returns entries per second */
async function timed<Item>(posts: number, items: readonly Item[], work: (item: Item) => Promise<unknown>) {
  const begun = performance.now();
  await drain(items, CONNECTIONS, work);
  return posts / ((performance.now() - begun) / 1_000);
}

function throughStore(database: Database, supply: Supply, posts: number, batch: number): Promise<number> {
  return timed(posts, batches(supply, posts, batch), (entries) => post(database, entries));
}

function throughPrisma(database: Database, supply: Supply, posts: number): Promise<number> {
  return timed(posts, supply(posts), (entry) =>
    inOrganization(database, BENCH_ORGANIZATION, (tx) => postEntries(overPrisma(tx), BENCH_ORGANIZATION, [entry])),
  );
}

/** What the store sends for one entry, over and over, each time with ids and a key of its own. */
async function throughPgbench(server: PrivateDatabase, supply: Supply, posts: number): Promise<number> {
  const each = Math.max(1, Math.round(posts / CONNECTIONS));
  const statements = await statementsOf(supply(1));
  const work = { organizationId: BENCH_ORGANIZATION, statements, unique: UNIQUE, clients: CONNECTIONS, each };
  return pgbench(server, work);
}

/** How ids and keys begin in the store's parameters. */
const UNIQUE = ['"je_', '"pst_', '"bench/'];

async function statementsOf(entries: readonly NewEntry[]): Promise<Statements> {
  const statements: [string, readonly unknown[]][] = [];
  // Says of every row that it is new, as the database will.
  const recorder: RunSql = async <Row>(sql: string, parameters: readonly unknown[]) => {
    statements.push([sql, parameters]);
    return JSON.parse(String(parameters[1])) as Row[];
  };
  await postEntries(recorder, BENCH_ORGANIZATION, entries);
  return statements;
}
