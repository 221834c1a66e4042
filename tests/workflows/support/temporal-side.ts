import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, Connection } from '@temporalio/client';
import { type InternalConnectionOptions, InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection';
import { type DataConverter, defaultPayloadConverter } from '@temporalio/common';
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

let isQuiet = false;

/** A crash that a test wished for: nothing that its output should show. */
export class WishedCrash extends Error {}

/** Errors of the SDK only. */
function quietRuntime(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR', (entry) => {
      if (!(entry.meta?.error instanceof WishedCrash)) console.error(entry.message, entry.meta);
    }),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
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
/**
 * For worlds that wait hundreds of times. Looks stay as they are: a share that is given back too early, on a machine so
 * busy that work for the workers is late, lets the clock run on by itself.
 */
export const QUICK_PACE: Pace = { lookMs: 50, calmMs: 4 };

/** How much of its own time a look at whether the time-skipping server is idle takes. */
const GLANCE_MS = 3_000;
/** Nothing being done at so many looks in a row and the clock standing, the server waits for what will never come. */
const LOOKS_AT_REST = 16;
/** What was given back was not all of it where nothing has moved at so many looks more. */
const LOOKS_BETWEEN = 3;

/**
 * Lets the time-skipping server's clock pass. It jumps only while nobody holds its lock, and an activity that outlives
 * its workflow (canceled, or no more cared for) never gives its share of it back: from then on the server would keep
 * to real time for good. So where the workers have had nothing to do for a while, one share is given back for it.
 */
async function passTime(
  { clock, connection }: { clock: Connection; connection: Connection },
  ms: number,
  isResting: () => boolean,
  { lookMs }: Pace,
): Promise<void> {
  let looks = 0;
  let last = { at: Date.now(), serverMs: 0 };
  const hasJumped = async () => {
    const { time } = (await connection.testService?.getCurrentTime({})) ?? {};
    const [before, now] = [last, { at: Date.now(), serverMs: tsToMs(time ?? msToTs(0)) }];
    last = now;
    return now.serverMs - before.serverMs > now.at - before.at + lookMs;
  };
  const look = setInterval(async () => {
    const isStill = isResting() && !(await hasJumped().catch(() => true));
    looks = isStill && isResting() ? looks + 1 : 0;
    if (looks < LOOKS_AT_REST) return;
    looks = LOOKS_AT_REST - LOOKS_BETWEEN;
    connection.testService?.unlockTimeSkipping({}).catch(() => {}); // nobody held it: the clock is about to jump anyway
  }, lookMs);
  try {
    await clock.testService?.unlockTimeSkippingWithSleep({ duration: msToTs(ms) });
  } finally {
    clearInterval(look);
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
  const scheduled = new AsyncLocalStorage<number>();
  let offsetMs = (await environment.currentTimeMs()) - Date.now();
  return {
    client: new Client({ connection: environment.connection, namespace, dataConverter }),
    connection: environment.nativeConnection,
    namespace,
    now: () => new Date(scheduled.getStore() ?? Date.now() + offsetMs),
    async skip(ms, isResting) {
      await passTime({ clock, connection: environment.connection }, ms, isResting, pace);
      offsetMs = (await environment.currentTimeMs()) - Date.now();
    },
    async isIdle(isResting) {
      if (!isResting()) return false;
      // Its clock jumps only while no workflow task and no activity is under way; otherwise it keeps to real time.
      const begun = Date.now();
      await passTime({ clock, connection: environment.connection }, GLANCE_MS, isResting, pace);
      const tookMs = Date.now() - begun;
      offsetMs = (await environment.currentTimeMs()) - Date.now();
      return tookMs < GLANCE_MS / 2;
    },
    activityInterceptor: ({ info }) => ({
      inbound: {
        execute: (input, next) => {
          const header = input.headers[WORKFLOW_TIME_HEADER];
          const ofWorkflow = header && defaultPayloadConverter.fromPayload<number>(header);
          return scheduled.run(ofWorkflow ?? info.currentAttemptScheduledTimestampMs, () => next(input));
        },
      },
    }),
    async close() {
      await clock.close();
      await environment.teardown();
    },
  };
}
