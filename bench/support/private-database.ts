import type pg from 'pg';
import { deploy } from '../../scripts/migrate/migrations';
import { appRole, prepareDatabase, runSql, withRole } from '../../scripts/servers/postgres';
import { createThrowaway, startThrowawayCluster, type Throwaway } from '../../scripts/servers/throwaway';

/** A migrated, empty database on a PostgreSQL of the benchmark's own. */
export type PrivateDatabase = {
  /** As the application: the role owns nothing and row-level security holds. */
  appUrl: string;
  ownerUrl: string;
  /** Runs statements as the owner; the rows of the last. */
  sql<Row extends pg.QueryResultRow>(...statements: string[]): Promise<Row[]>;
  /** Processes of the benchmark's own; they end with it. */
  throwaway: Throwaway;
};

/** Runs work beside a private PostgreSQL (fsync off, for both sides of every comparison alike) that is gone afterwards. */
export async function withPrivateDatabase<Result>(
  work: (database: PrivateDatabase) => Promise<Result>,
): Promise<Result> {
  const throwaway = createThrowaway();
  try {
    const cluster = await startThrowawayCluster(throwaway);
    const ownerUrl = cluster.ownerUrl('tenure');
    await prepareDatabase(ownerUrl, appRole);
    await deploy(ownerUrl);
    const appUrl = withRole(ownerUrl, appRole, appRole);
    return await work({ appUrl, ownerUrl, sql: (...statements) => runSql(ownerUrl, ...statements), throwaway });
  } finally {
    await throwaway.end(() => throwaway.children.stopAll());
  }
}
