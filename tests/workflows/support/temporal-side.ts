import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, Connection } from '@temporalio/client';
import { type InternalConnectionOptions, InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection';
import { type DataConverter, defaultPayloadConverter, IllegalStateError } from '@temporalio/common';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';
import {
  type ActivityInterceptorsFactory,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
} from '@temporalio/worker';
import { WORKFLOW_TIME_HEADER } from '../../../workflows/shared/interceptors';
import { createTestNamespace, createTimeSkippingEnvironment, temporalAddress } from '../../support/temporal';
import { type ServerLock, watchLock } from './server-lock';

/** One Temporal server as a test uses it, with a clock that activities can ask. */
export type TemporalSide = {
  client: Client;
  connection: NativeConnection;
  namespace: string;
  /** The server's time; inside an activity, the time at which it was scheduled. */
  now(): Date;
  /** Lets the server's time pass; undefined where it is the real one. `isResting`: the workers have nothing to do. */
  skip?: ((ms: number, isResting: () => boolean) => Promise<void>) | undefined;
  /** Whether the workers have nothing to do and, as far as can be told, the server has nothing for them. */
  isIdle(isResting: () => boolean): Promise<boolean>;
  activityInterceptor: ActivityInterceptorsFactory;
  close(): Promise<void>;
};

/** A crash that a test wished for: nothing that its output should show. */
export class WishedCrash extends Error {
  override name = 'WishedCrash';
}

/** Errors of the SDK only. It keeps one runtime for the process, and ends it with its last connection. */
function quietRuntime(): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR', (entry) => {
        const { error } = entry.meta ?? {};
        if (!(error instanceof Error && error.name === 'WishedCrash')) console.error(entry.message, entry.meta);
      }),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
    });
  } catch (error) {
    // That of a file before is still there.
    if (!(error instanceof IllegalStateError)) throw error;
  }
}

/** A namespace of the shared development server: real time, schedules, lists. */
export async function realTimeSide(dataConverter: DataConverter): Promise<TemporalSide> {
  quietRuntime();
  const namespace = await createTestNamespace();
  const address = temporalAddress();
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  return {
    client: new Client({ connection, namespace, dataConverter }),
    connection: native,
    namespace,
    now: () => new Date(),
    isIdle: async (isResting) => isResting(),
    activityInterceptor: () => ({}),
    async close() {
      await Promise.all([connection.close(), native.close()]);
    },
  };
}

/** How patiently a world waits for its time-skipping server. */
export type Pace = { lookMs: number; calmMs: number };
export const USUAL_PACE: Pace = { lookMs: 50, calmMs: 15 };
/** For worlds that wait hundreds of times. */
export const QUICK_PACE: Pace = { lookMs: 20, calmMs: 4 };

/** How much of its own time a look at whether the time-skipping server is idle takes. */
const GLANCE_MS = 3_000;
/** With nothing done by the workers and the clock standing for so long, the server may wait for what will never come. */
const SUSPICIOUS_MS = 800;
/** What was given back was not all of it where nothing has moved for so long again. */
const AGAIN_MS = 150;

type Held = { clock: Connection; connection: Connection; lock: ServerLock };

/**
 * Lets the time-skipping server's clock pass. It jumps only while nobody holds its lock, and some never give their share
 * of it back: a child that ends after its parent, an activity that outlives its workflow. From then on the server would
 * keep to real time for good. So whenever its clock stands while the workers rest, what is known to be lost is given
 * back; after a while also a share of which that is only likely, unless the server still waits for the workers.
 */
async function passTime({ clock, connection, lock }: Held, ms: number, isResting: () => boolean, { lookMs }: Pace) {
  let stillMs = 0;
  let isLooking = false;
  let last = { at: Date.now(), serverMs: 0 };
  const hasJumped = async () => {
    const { time } = (await connection.testService?.getCurrentTime({})) ?? {};
    const [before, now] = [last, { at: Date.now(), serverMs: tsToMs(time ?? msToTs(0)) }];
    last = now;
    return now.serverMs - before.serverMs > now.at - before.at + lookMs;
  };
  const look = async () => {
    const isStill = isResting() && !(await hasJumped()) && isResting();
    stillMs = isStill ? stillMs + lookMs : 0;
    if (isStill) await lock.giveBackOrphans();
    if (stillMs < SUSPICIOUS_MS) return;
    stillMs = SUSPICIOUS_MS - AGAIN_MS;
    await lock.giveBackUnlessBusy();
  };
  const looks = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    // A look that fails, as at the end of a world, is made good by the next.
    void look()
      .catch(() => {})
      .finally(() => {
        isLooking = false;
      });
  }, lookMs);
  try {
    await clock.testService?.unlockTimeSkippingWithSleep({ duration: msToTs(ms) });
  } finally {
    clearInterval(looks);
  }
}

/** Until a sleep is over the server answers nothing else on the same connection, so sleeps get one of their own. */
function connectClock(address: string): Promise<Connection> {
  const options: InternalConnectionOptions = {
    address,
    channelArgs: { 'grpc.use_local_subchannel_pool': 1 },
    [InternalConnectionOptionsSymbol]: { supportsTestService: true },
  };
  return Connection.connect(options);
}

/** A server of the test's own whose time jumps. */
export async function timeSkippingSide(dataConverter: DataConverter, pace = USUAL_PACE): Promise<TemporalSide> {
  quietRuntime();
  const environment = await createTimeSkippingEnvironment();
  const clock = await connectClock(environment.address);
  const namespace = environment.namespace ?? 'default';
  const held: Held = { clock, connection: environment.connection, lock: watchLock(environment.connection, namespace) };
  const scheduled = new AsyncLocalStorage<number>();
  let offsetMs = (await environment.currentTimeMs()) - Date.now();
  return {
    client: new Client({ connection: environment.connection, namespace, dataConverter }),
    connection: environment.nativeConnection,
    namespace,
    now: () => new Date(scheduled.getStore() ?? Date.now() + offsetMs),
    async skip(ms, isResting) {
      await passTime(held, ms, isResting, pace);
      offsetMs = (await environment.currentTimeMs()) - Date.now();
    },
    async isIdle(isResting) {
      if (!isResting()) return false;
      // Its clock jumps only while no workflow task and no activity is under way; otherwise it keeps to real time.
      const begun = Date.now();
      await passTime(held, GLANCE_MS, isResting, pace);
      const tookMs = Date.now() - begun;
      offsetMs = (await environment.currentTimeMs()) - Date.now();
      return tookMs < GLANCE_MS / 2;
    },
    activityInterceptor: ({ info }) => ({
      inbound: {
        execute: (input, next) => {
          const header = input.headers[WORKFLOW_TIME_HEADER];
          const ofWorkflow = header && defaultPayloadConverter.fromPayload<number>(header);
          const at = ofWorkflow ?? info.currentAttemptScheduledTimestampMs;
          // The server is there already, though its clock was last asked before it jumped.
          offsetMs = Math.max(offsetMs, at - Date.now());
          return scheduled.run(at, () => next(input));
        },
      },
    }),
    async close() {
      await clock.close();
      await environment.teardown();
    },
  };
}
