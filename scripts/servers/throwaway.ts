import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Children } from './children';
import { findPostgres } from './find-postgres';
import { missingPostgres } from './install-postgres';
import { freePort } from './ports';
import { type Cluster, startCluster } from './postgres';

/** Servers for tests and tools: in a temporary folder, gone when they stop, and also when this process is killed. */
export interface Throwaway {
  folder: string;
  children: Children;
  /** Stops every server that was started with `children` and removes the folder. */
  end(stopServers: () => Promise<void>): Promise<void>;
}

/** A temporary folder and the means to start servers in it. */
export function createThrowaway(): Throwaway {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenure-'));
  const children = new Children();
  children.removeLater(folder);
  return {
    folder,
    children,
    end: async (stopServers) => {
      try {
        await stopServers();
      } finally {
        rmSync(folder, { recursive: true, force: true });
        children.done();
      }
    },
  };
}

/** A fast private PostgreSQL without a password in that folder. */
export async function startThrowawayCluster({ folder, children }: Throwaway): Promise<Cluster> {
  const programs = findPostgres();
  if (!programs) throw missingPostgres();
  return startCluster(
    programs,
    {
      dataFolder: path.join(folder, 'postgres'),
      logFile: path.join(folder, 'postgres.log'),
      port: await freePort(),
      durable: false,
    },
    children,
  );
}

/** Runs work with a fast private PostgreSQL that is gone afterwards. */
export async function withThrowawayCluster<Result>(work: (cluster: Cluster) => Promise<Result>): Promise<Result> {
  const throwaway = createThrowaway();
  let cluster: Cluster | undefined;
  try {
    cluster = await startThrowawayCluster(throwaway);
    return await work(cluster);
  } finally {
    await throwaway.end(async () => {
      if (cluster) await throwaway.children.stop(cluster.child, { signal: 'SIGINT' });
    });
  }
}
