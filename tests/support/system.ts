import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Child, lastLines } from '../../scripts/servers/children';
import { freePorts } from '../../scripts/servers/ports';
import { createThrowaway, type Throwaway } from '../../scripts/servers/throwaway';
import { local, ownEnvironment, partEnvironment } from '../../scripts/start/part-environment';
import { listParts, startPart } from '../../scripts/start/parts';
import { createTestDatabase, type TestDatabase } from './database';
import { createTestNamespace, temporalAddress } from './temporal';

type PartName = 'sandbox' | 'api' | 'worker' | 'web';

/** The whole product, as its own processes, on a database and a namespace of a test's own. */
export interface TestSystem {
  apiUrl: string;
  webUrl: string;
  sandboxUrl: string;
  namespace: string;
  database: TestDatabase;
  /** As FIELD_KEY: what encrypted columns are read with. */
  fieldKey: string;
  /** As PAYLOAD_KEYS, for a client of Temporal of the test's own. */
  payloadKeys: { id: string; key: Buffer }[];
  /** Ends a part at once, as a crash does. */
  kill(part: PartName): Promise<void>;
  /** Starts a part that was killed and waits until it is ready. */
  restart(part: PartName): Promise<void>;
  /** What a part wrote last, to show when a test fails. */
  log(part: PartName): string;
  stop(): Promise<void>;
}

/** Starts the sandbox, then api and worker, and the built admin app where it is asked for. Call `stop` in `afterAll`. */
export async function startTestSystem({
  web = false,
  env = {},
  prepare,
}: {
  web?: boolean;
  env?: Record<string, string>;
  /** What the database holds before any part looks at it. */
  prepare?: (database: TestDatabase) => Promise<void>;
} = {}): Promise<TestSystem> {
  const throwaway = createThrowaway();
  try {
    return await startIn(throwaway, web, env, prepare);
  } catch (error) {
    await throwaway.end(() => throwaway.children.stopAll());
    throw error;
  }
}

async function startIn(
  throwaway: Throwaway,
  web: boolean,
  env: Record<string, string>,
  prepare: ((database: TestDatabase) => Promise<void>) | undefined,
): Promise<TestSystem> {
  const { folder, children } = throwaway;
  const [database, namespace, ports] = await Promise.all([createTestDatabase(), createTestNamespace(), choosePorts()]);
  const fieldKey = randomBytes(32).toString('base64');
  const payloadKey = { id: 'k1', key: randomBytes(32) };
  const variables = await partEnvironment({
    ports,
    secrets: { payloadKeys: `${payloadKey.id}:${payloadKey.key.toString('base64')}`, fieldKey },
    databaseUrl: database.appUrl,
    temporal: { address: temporalAddress(), namespace, uiUrl: local(1) },
    sandboxFolder: ensureFolder(path.join(folder, 'sandbox')),
    given: ownEnvironment(),
  });
  const parts = listParts(ports);
  const running = new Map<PartName, Child>();
  const start = async (name: PartName) => {
    const logFile = path.join(folder, `${name}.log`);
    running.set(name, await startPart(parts[name], { ...variables, ...env }, children, logFile));
  };
  await Promise.all([start('sandbox'), prepare?.(database)]);
  const others: PartName[] = web ? ['api', 'worker', 'web'] : ['api', 'worker'];
  await Promise.all(others.map(start));
  return {
    apiUrl: local(ports.api),
    webUrl: local(ports.web),
    sandboxUrl: local(ports.sandbox),
    namespace,
    database,
    fieldKey,
    payloadKeys: [payloadKey],
    kill: async (name) => {
      const child = running.get(name);
      if (child) await children.stop(child, { signal: 'SIGKILL' });
    },
    restart: start,
    log: (name) => lastLines(path.join(folder, `${name}.log`), 60),
    stop: async () => {
      await throwaway.end(() => children.stopAll());
      await database.drop();
    },
  };
}

async function choosePorts() {
  const [web = 0, api = 0, sandbox = 0, sandboxTls = 0, sandboxS3 = 0, metrics = 0] = await freePorts(6);
  return { web, api, sandbox, sandboxTls, sandboxS3, metrics };
}

function ensureFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
