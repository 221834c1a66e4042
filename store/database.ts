import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client';
import { beginIn, inScope, type Literal, scopedPool, surviving, transactionOf } from './scoped-connections';
import { keepConnection } from './sql-runner';
import type { SqlTransaction, Transaction } from './transactions';

export type { SqlTransaction, Transaction } from './transactions';

/** Where the facts live. One per process. `prisma` for ordinary work, `pool` for hot SQL. */
export type Database = {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

const DATE_OID = 1082;
const BIGINT_OID = 20;

/** bigint columns hold cents and counts, all far below 2^53; past that we stop rather than round. */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a safe integer`);
  return value;
}

/**
 * Opens the database as the application's role. Dates come out of `pool` as `YYYY-MM-DD` text and bigint as safe
 * integers; through Prisma they are Date at UTC midnight (see plain-dates.ts) and bigint (see cents.ts).
 * @param url connection string of role tenure_app
 * @param connections most connections per pool; there are two pools
 */
export function openDatabase(url: string, connections = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
        if (oid === DATE_OID) return (text: string) => text;
        if (oid === BIGINT_OID) return parseBigint;
        return pg.types.getTypeParser(oid, format);
      }) as typeof pg.types.getTypeParser,
    },
  });
  surviving(pool);
  const adapter = new PrismaPg(scopedPool(url, connections), { disposeExternalPool: true });
  const prisma = new PrismaClient({ adapter });
  return {
    prisma,
    pool,
    close: async () => {
      await Promise.all([prisma.$disconnect(), pool.end()]);
    },
  };
}

/**
 * Runs `work` in one transaction that sees and writes only this organization's rows.
 * @param organizationId the scope; `public` for what belongs to nobody yet (sign-up keys)
 */
export function inOrganization<T>(
  database: Database,
  organizationId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return inScope(organizationId, (connection) =>
    database.prisma.$transaction(
      (tx) => {
        keepConnection(tx, connection());
        return work(tx);
      },
      { maxWait: 10_000, timeout: 30_000 },
    ),
  );
}

/** The same scope over plain pg, for statements where Prisma's overhead shows. */
export async function sqlInOrganization<T>(
  database: Database,
  organizationId: string,
  work: (client: SqlTransaction) => Promise<T>,
): Promise<T> {
  return onConnection(database.pool, async (client) => {
    await client.query(beginIn(organizationId));
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}

/**
 * One statement in the same scope, in one way to the server and back: for what is read or written so often that each
 * way counts.
 * @param sql with numbered parameters
 */
export async function queryInOrganization<Row extends pg.QueryResultRow>(
  database: Database,
  organizationId: string,
  sql: string,
  parameters: readonly Literal[],
): Promise<Row[]> {
  return onConnection(database.pool, async (client) => {
    // pg answers several statements with as many results, which its types leave out.
    const results: unknown = await client.query(transactionOf(organizationId, sql, parameters));
    const [, , result] = results as pg.QueryResult<Row>[];
    return result?.rows ?? [];
  });
}

/**
 * Works on a connection of a pool. Where that fails, whatever was begun is rolled back, and a connection that can't even
 * do that is not used again.
 */
export async function onConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
