import { randomBytes } from 'node:crypto';
import { globalAgent } from 'node:https';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import pg from 'pg';
import { createActivities } from '../../../activities';
import type { ActivityDependencies } from '../../../activities/dependencies';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../sandbox/start';
import { type Database, openDatabase } from '../../../store/database';
import { linkKeyFrom } from '../../../store/links/link-key';
import { createDataConverter } from '../../../temporal/data-converter';
import { createVendors, type Vendors } from '../../../vendors';
import { loadWorkflowBundle } from '../../../workers/bundle';
import type { Relay } from '../../../workers/relay';
import { createTemporalPort, type TemporalPort } from '../../../workers/relay/temporal-port';
import { type Timeline, timelineQuery } from '../../../workflows/shared/describe';
import { createTestDatabase } from '../../support/database';
import { given } from '../../support/given';
import { createCrew } from './crew';
import { recordHistories } from './record-histories';
import { createRelays } from './relays';
import { control, type InboxMessage, readInbox } from './sandbox-calls';
import { advance, settled } from './settling';
import { type Pace, realTimeSide, type TemporalSide, timeSkippingSide } from './temporal-side';
import { vendorsConfigFor } from './vendors-config';
import { startWebhookListener, type WebhookListener } from './webhook-inbox';

export { eventually } from './eventually';

/** The key of all tests and recorded histories. It protects nothing. */
export const TEST_PAYLOAD_KEYS = [{ id: 'test', key: Buffer.alloc(32, 7) }];

export type WorldOptions = {
  /**
   * True: a server whose time jumps to where `advanceTo` says; no schedules, lists or resets. False: a namespace of
   * the real development server.
   */
  timeSkipping: boolean;
  sandbox?: SandboxOptions;
  /** True: the vendors' stand-ins live in the server's time too, so that what they date lies where a test's days are. */
  sandboxFollows?: boolean;
  /** How patiently it waits; the usual pace when left out. */
  pace?: Pace;
  /** False leaves the relay out, for tests that start their own. */
  relay?: boolean;
  /** False leaves the workers out. */
  workers?: boolean;
  /** A file with workflows of the test's own, in place of the product's. */
  workflowsPath?: string;
  /** Timers that nobody waits for any more run out instead of being canceled: see let-timers-run-out. */
  timersRunOut?: boolean;
  /** Whether the test itself has something under way for which the time-skipping server's clock has to wait. */
  isBusy?: () => boolean;
  /** More activities beside the product's. */
  activities?: (deps: ActivityDependencies) => object;
  /** Bad luck for the workers: what happens around each activity, and to what it answers. */
  crashes?: {
    interceptor: ActivityInterceptorsFactory;
    dataConverter(usual: DataConverter): DataConverter;
    vendors(usual: Vendors): Vendors;
  };
};

/** The whole system in one process: database, sandbox, vendors, workers with all activities, relay. */
export type World = {
  database: Database;
  /** As the owner of the tables, past row-level security: for asserting over everything. */
  owner: pg.Pool;
  sandbox: RunningSandbox;
  vendors: Vendors;
  client: Client;
  namespace: string;
  temporal: TemporalPort;
  deps: ActivityDependencies;
  /** The server's time. */
  now(): Date;
  /**
   * Lets time pass on the time-skipping server, a day at a time, and after each step lets the relay and the webhooks
   * catch up. Real time does not pass with it: SQL's now() and the sandbox keep theirs.
   */
  advanceTo(instant: Date | string, options?: { stepMs?: number }): Promise<void>;
  /**
   * Waits until no command, webhook or message is due, the sandbox has delivered everything, and the workers rest. On
   * the time-skipping server also until no workflow has anything to do; that takes three seconds of the server's time.
   */
  settled(): Promise<void>;
  timeline(workflowId: string): Promise<Timeline>;
  /** What the sandbox's phone and mailbox hold for an address, oldest first. */
  inbox(to?: string): Promise<InboxMessage[]>;
  /** A call of the sandbox's control API: `control('faults', { vendor: 'twilio', kind: 'answer_lost', times: 1 })`. */
  control(path: string, body?: object): Promise<unknown>;
  /** Starts one more relay. */
  startRelay(): Relay;
  stopRelay(): Promise<void>;
  startWorkers(): Promise<void>;
  /** Ends the workers at once, as a crash would leave the server: what they were doing times out. */
  stopWorkers(): Promise<void>;
  close(): Promise<void>;
};

const DAY_MS = 86_400_000;

/** Starts a world; close it in `afterAll`. Quick: about a second once the bundle is cached. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const dataConverter = createDataConverter(TEST_PAYLOAD_KEYS);
  const listener = await startWebhookListener();
  let clock = () => new Date();
  const [testDatabase, sandbox, side, bundle] = await Promise.all([
    createTestDatabase(),
    startSandbox({
      webhookBase: `${listener.url}/webhooks`,
      keysDir: given('TEST_SANDBOX_KEYS'),
      achSettleMs: 50,
      clock: () => clock(),
      ...options.sandbox,
    }),
    options.timeSkipping ? timeSkippingSide(dataConverter, options.pace) : realTimeSide(dataConverter),
    loadWorkflowBundle(
      undefined,
      options.workflowsPath,
      options.timersRunOut ? [require.resolve('./let-timers-run-out')] : [],
    ),
  ]);
  if (options.sandboxFollows === true) clock = side.now;
  // The product trusts the sandbox's CA through NODE_EXTRA_CA_CERTS, which Node reads only when it starts.
  globalAgent.options.ca = sandbox.sandbox.config.credentials.caCert;
  const config = vendorsConfigFor(sandbox);
  const database = openDatabase(testDatabase.appUrl, 12);
  const owner = new pg.Pool({ connectionString: testDatabase.ownerUrl, max: 2 });
  listener.open(database, config);

  const vendors = createVendors(config);
  const deps = dependencies(database, options.crashes?.vendors(vendors) ?? vendors, listener, side);
  const crew = createCrew({
    side,
    dataConverter: options.crashes?.dataConverter(dataConverter) ?? dataConverter,
    bundle,
    activities: { ...createActivities(deps), ...options.activities?.(deps) },
    crashes: options.crashes?.interceptor,
  });
  const relays = createRelays(deps, side.client);
  const isResting = () => crew.isResting() && options.isBusy?.() !== true;

  const world: World = {
    database,
    owner,
    sandbox,
    vendors: deps.vendors,
    client: side.client,
    namespace: side.namespace,
    temporal: createTemporalPort(side.client),
    deps,
    now: side.now,
    advanceTo: (instant, { stepMs = DAY_MS } = {}) => advance(world, side, isResting, new Date(instant), stepMs),
    settled: () => settled(world, { side, isResting, hasRelay: relays.areRunning(), pace: options.pace }),
    timeline: (workflowId) => side.client.workflow.getHandle(workflowId).query(timelineQuery),
    inbox: (to) => readInbox(sandbox, to),
    control: (path, body) => control(sandbox, path, body),
    startRelay: relays.start,
    stopRelay: relays.stop,
    startWorkers: crew.start,
    stopWorkers: crew.stop,
    async close() {
      if (process.env.RECORD_HISTORIES === '1' && options.workflowsPath === undefined) await record(world, options);
      await relays.stop();
      await crew.stop();
      await Promise.all([side.close(), sandbox.close(), listener.close(), database.close(), owner.end()]);
      await testDatabase.drop();
    },
  };
  if (options.workers !== false) await crew.start();
  if (options.relay !== false) world.startRelay();
  return world;
}

function dependencies(
  database: Database,
  vendors: Vendors,
  { url }: WebhookListener,
  { now }: TemporalSide,
): ActivityDependencies {
  const fieldKey = randomBytes(32);
  return {
    database,
    vendors,
    fieldKey,
    linkKey: linkKeyFrom(fieldKey),
    urls: { api: url, web: 'http://127.0.0.1:1' },
    now,
  };
}

/** Run by scripts/record-histories.ts: keeps the histories of the workflows that this world saw. */
async function record({ client, owner }: World, { timeSkipping }: WorldOptions): Promise<void> {
  const ids: string[] = [];
  if (timeSkipping) {
    // This server has no lists; what the outbox started is known.
    const { rows } = await owner.query<{ workflow_id: string }>(
      "select workflow_id from commands where kind <> 'signal' and status = 'done'",
    );
    ids.push(...rows.map((row) => row.workflow_id));
  } else {
    for await (const { workflowId } of client.workflow.list()) ids.push(workflowId);
  }
  const written = await recordHistories(client, ids);
  process.stdout.write(`recorded ${written.length} histories: ${[...new Set(written)].join(', ')}\n`);
}
