import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { serverUser } from './as-server-user';
import { type Child, type Children, lastLines } from './children';
import type { PostgresPrograms } from './find-postgres';
import { CannotGoOn } from './project';
import { run } from './run';
import { waitUntil } from './wait';

/** The superuser of a private cluster: it owns the tables, and migrations run as it. */
export const ownerRole = 'tenure_owner';

/** The role the application connects as; it owns nothing. Migrations grant it what it needs. */
export const appRole = 'tenure_app';

export interface ClusterOptions {
  dataFolder: string;
  logFile: string;
  port: number;
  /** Password of the owner; without one the cluster trusts whoever connects (for tests). */
  password?: string;
  /** False for tests: a crash of the machine may then lose the data, and everything is much faster. */
  durable: boolean;
}

export interface Cluster {
  child: Child;
  /** Connection string of the owner for one database of the cluster. */
  ownerUrl(database: string): string;
}

/** Starts a private PostgreSQL on the loopback interface, making its data folder where there is none. */
export async function startCluster(
  programs: PostgresPrograms,
  options: ClusterOptions,
  children: Children,
): Promise<Cluster> {
  const { dataFolder, logFile, port, password, durable } = options;
  if (!existsSync(path.join(dataFolder, 'PG_VERSION'))) await createCluster(programs, dataFolder, password);
  refuseOtherVersion(programs, dataFolder);
  await clearLock(dataFolder);
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    log_min_messages: 'warning',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          autovacuum_naptime: '10min',
          max_wal_size: '4GB',
        }),
  };
  const [command = '', ...args] = [
    ...serverUser().prefix,
    path.join(programs.folder, 'postgres'),
    '-D',
    dataFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const child = children.start({
    name: 'PostgreSQL',
    command,
    args,
    logFile,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const secret = password ? `:${encodeURIComponent(password)}` : '';
  const ownerUrl = (database: string) => `postgresql://${ownerRole}${secret}@127.0.0.1:${port}/${database}`;
  await waitUntil(
    'PostgreSQL',
    async () => {
      if (child.endedBy !== undefined) throw new CannotGoOn(`PostgreSQL ${child.endedBy}:\n${lastLines(logFile)}`);
      return canConnect(ownerUrl('postgres'));
    },
    { limitMs: 60_000 },
  );
  return { child, ownerUrl };
}

/** True when that connection string leads to a server that answers. */
export async function canConnect(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {}); // the server may still be starting
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Runs statements one after the other on one connection; returns the rows of the last. */
export async function runSql<Row extends pg.QueryResultRow>(
  connectionString: string,
  ...statements: string[]
): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Makes the database where it is missing, and the application's role with this password. Safe to repeat. */
export async function prepareDatabase(ownerUrl: string, appPassword: string): Promise<void> {
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  if (!(await canConnect(ownerUrl))) {
    await runSql(withDatabase(ownerUrl, 'postgres'), `create database ${pg.escapeIdentifier(database)}`);
  }
  await runSql(
    ownerUrl,
    `do $$ begin if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} login; end if; end $$`,
    `alter role ${appRole} login password ${pg.escapeLiteral(appPassword)}`,
  );
}

/** The same connection string, for another database. */
export function withDatabase(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${encodeURIComponent(database)}` }).href;
}

/** The same connection string, for another role. */
export function withRole(url: string, username: string, password: string): string {
  return Object.assign(new URL(url), { username, password: encodeURIComponent(password) }).href;
}

async function createCluster(
  programs: PostgresPrograms,
  dataFolder: string,
  password: string | undefined,
): Promise<void> {
  // Made aside and moved into place when it is whole, so that an interrupted start leaves nothing half made.
  const aside = `${dataFolder}.new`;
  rmSync(aside, { recursive: true, force: true });
  rmSync(dataFolder, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  serverUser().own(aside);
  const passwordFile = `${dataFolder}.password`;
  const auth = password ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust'];
  if (password) writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    const [command = '', ...args] = [
      ...serverUser().prefix,
      path.join(programs.folder, 'initdb'),
      '-D',
      aside,
      '-U',
      ownerRole,
      '--no-sync',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      ...auth,
    ];
    await run(command, args, { cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    renameSync(aside, dataFolder);
  } catch (error) {
    throw new CannotGoOn(`PostgreSQL could not make its data folder ${dataFolder}: ${reasonOf(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function refuseOtherVersion(programs: PostgresPrograms, dataFolder: string): void {
  const made = Number(readFileSync(path.join(dataFolder, 'PG_VERSION'), 'utf8'));
  if (made === programs.version) return;
  throw new CannotGoOn(
    `The data in ${dataFolder} was made by PostgreSQL ${made}, and this machine has ${programs.version}: ` +
      `install PostgreSQL ${made}, or begin anew with npm start -- --fresh.`,
  );
}

/** Waits for the server of a start that was killed a moment ago, and removes the lock file it may have left. */
async function clearLock(dataFolder: string): Promise<void> {
  const file = path.join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  await waitUntil(`the PostgreSQL of an earlier start to end (process ${pid})`, async () => !(await isPostgres(pid)), {
    limitMs: 15_000,
  });
  // The process number may be in use again by someone else, which PostgreSQL itself would take for a running server.
  rmSync(file, { force: true });
}

async function isPostgres(pid: number): Promise<boolean> {
  try {
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).includes('postgres');
  } catch {
    return false; // no such process
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n').slice(-3).join(' ') : String(error);
}
