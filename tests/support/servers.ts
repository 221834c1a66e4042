import path from 'node:path';
import { ensureCredentials } from '../../sandbox/credentials';
import { deploy } from '../../scripts/migrate/migrations';
import { findTemporal, findTimeSkippingServer } from '../../scripts/servers/find-temporal';
import { freePort } from '../../scripts/servers/ports';
import { appRole, type Cluster, prepareDatabase, runSql } from '../../scripts/servers/postgres';
import { startTemporal } from '../../scripts/servers/temporal';
import { createThrowaway, startThrowawayCluster, type Throwaway } from '../../scripts/servers/throwaway';
import { type TestServers, templateDatabase } from './given';

/** Starts PostgreSQL and Temporal for a run of tests; `stop` leaves nothing of them. */
export async function startTestServers(): Promise<{ servers: TestServers; stop(): Promise<void> }> {
  const throwaway = createThrowaway();
  let stopServers = async () => {};
  try {
    const sandboxKeys = path.join(throwaway.folder, 'sandbox-keys');
    const [cluster, temporal, timeSkipping] = await Promise.all([
      startMigratedCluster(throwaway),
      startTestTemporal(throwaway),
      findTimeSkippingServer(),
      ensureCredentials(sandboxKeys),
    ]);
    stopServers = async () => {
      await Promise.all([
        throwaway.children.stop(temporal.child, { signal: 'SIGTERM', graceMs: 3_000 }),
        throwaway.children.stop(cluster.child, { signal: 'SIGINT' }),
      ]);
    };
    return {
      servers: {
        TEST_OWNER_URL: cluster.ownerUrl('postgres'),
        TEST_TEMPORAL_ADDRESS: temporal.address,
        TEST_TIME_SKIPPING_SERVER: timeSkipping.file,
        TEST_SANDBOX_KEYS: sandboxKeys,
      },
      stop: () => throwaway.end(stopServers),
    };
  } catch (error) {
    await throwaway.end(() => throwaway.children.stopAll());
    throw error;
  }
}

async function startMigratedCluster(throwaway: Throwaway): Promise<Cluster> {
  const cluster = await startThrowawayCluster(throwaway);
  const template = cluster.ownerUrl(templateDatabase);
  await prepareDatabase(template, appRole);
  await deploy(template);
  // Nobody connects by accident: a template in use can't be copied.
  await runSql(
    cluster.ownerUrl('postgres'),
    `alter database ${templateDatabase} with is_template true allow_connections false`,
  );
  return cluster;
}

async function startTestTemporal({ folder, children }: Throwaway) {
  const { file } = await findTemporal();
  const port = await freePort();
  const child = await startTemporal({ executable: file, port, logFile: path.join(folder, 'temporal.log') }, children);
  return { child, address: `127.0.0.1:${port}` };
}
