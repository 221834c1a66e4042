import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { type Children, lastLines } from './children';
import { type Cluster, type ClusterOptions, canConnect, ownerRole } from './postgres';
import { CannotGoOn } from './project';
import { run } from './run';
import { waitUntil } from './wait';

/** PostgreSQL 15 with PostGIS, as docker-compose.yml has it. */
const image = 'postgis/postgis:15-3.5';

/** True when this machine can run containers. */
export function hasDocker(): boolean {
  try {
    execFileSync('docker', ['info'], { stdio: 'ignore', timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}

/** The same private cluster in a container, for machines that have Docker and no PostgreSQL. */
export async function startDockerCluster(options: ClusterOptions, children: Children): Promise<Cluster> {
  const { dataFolder, logFile, port, password = 'tenure', durable } = options;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  await run('docker', ['pull', '--quiet', image], { timeout: 600_000 });
  const child = children.start({
    name: 'PostgreSQL',
    command: 'docker',
    args: [
      ...[
        'run',
        '--rm',
        '--init',
        '--publish',
        `127.0.0.1:${port}:5432`,
        '--volume',
        `${dataFolder}:/var/lib/postgresql/data`,
      ],
      ...['--env', 'POSTGRES_PASSWORD', '--env', `POSTGRES_USER=${ownerRole}`, '--stop-signal', 'SIGINT', image],
      ...['-c', 'max_connections=200', '-c', 'timezone=UTC', '-c', `fsync=${durable ? 'on' : 'off'}`],
    ],
    logFile,
    env: { ...process.env, POSTGRES_PASSWORD: password },
  });
  const ownerUrl = (database: string) =>
    `postgresql://${ownerRole}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  await waitUntil(
    'PostgreSQL in Docker',
    async () => {
      if (child.endedBy !== undefined)
        throw new CannotGoOn(`PostgreSQL in Docker ${child.endedBy}:\n${lastLines(logFile)}`);
      return canConnect(ownerUrl('postgres'));
    },
    { limitMs: 120_000 },
  );
  return { child, ownerUrl };
}
