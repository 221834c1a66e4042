import { deploy } from '../migrate/migrations';
import type { Progress } from '../progress';
import type { Children } from '../servers/children';
import { hasDocker, startDockerCluster } from '../servers/docker-postgres';
import { findPostgres } from '../servers/find-postgres';
import { installPostgres, missingPostgres } from '../servers/install-postgres';
import { appRole, type Cluster, prepareDatabase, startCluster, withRole } from '../servers/postgres';
import { inTenure } from '../servers/project';
import type { Secrets } from './secrets';

/** A migrated database to run on. */
export interface Database {
  ownerUrl: string;
  appUrl: string;
  /** The private cluster; undefined for a database of the user's own. */
  cluster: Cluster | undefined;
}

export const postgresFolder = inTenure('postgres');

/** The user's DATABASE_URL, else a private cluster under .tenure/, with the application's role. */
export async function startDatabase(
  port: number,
  secrets: Secrets,
  children: Children,
  progress: Progress,
): Promise<Database> {
  const given = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
  const cluster = given ? undefined : await startPrivateCluster(port, secrets, children, progress);
  const ownerUrl = given ?? cluster?.ownerUrl('tenure') ?? '';
  if (given) progress.say(`the database is yours: ${new URL(given).host}${new URL(given).pathname}`);
  await prepareDatabase(ownerUrl, secrets.appPassword);
  return { ownerUrl, appUrl: withRole(ownerUrl, appRole, secrets.appPassword), cluster };
}

/** Brings the tables up to date. */
export async function migrateDatabase({ ownerUrl }: Database): Promise<string> {
  const applied = await deploy(ownerUrl);
  return applied.length > 0 ? `${applied.length} migrations applied` : 'up to date';
}

async function startPrivateCluster(
  port: number,
  secrets: Secrets,
  children: Children,
  progress: Progress,
): Promise<Cluster> {
  const options = {
    dataFolder: postgresFolder,
    logFile: inTenure('logs', 'postgres.log'),
    port,
    password: secrets.ownerPassword,
    durable: true,
  };
  const programs =
    findPostgres(postgresFolder) ??
    (await progress.step('installing PostgreSQL and PostGIS from the distribution', installPostgres));
  if (programs) return progress.step(`PostgreSQL ${programs.version}`, () => startCluster(programs, options, children));
  if (hasDocker()) return progress.step('PostgreSQL in Docker', () => startDockerCluster(options, children));
  throw missingPostgres();
}
