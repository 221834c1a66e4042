import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, Connection } from '@temporalio/client';
import { type DataConverter, defaultPayloadConverter } from '@temporalio/common';
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
  /** Lets the server's time pass; undefined where it is the real one. */
  skip?: ((ms: number) => Promise<void>) | undefined;
  activityInterceptor: ActivityInterceptorsFactory;
  close(): Promise<void>;
};

let isQuiet = false;

/** Warnings and errors of the SDK only. */
function quietRuntime(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
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
    activityInterceptor: () => ({}),
    async close() {
      await Promise.all([connection.close(), native.close()]);
    },
  };
}

/** A server of the test's own whose time jumps. */
export async function timeSkippingSide(dataConverter: DataConverter): Promise<TemporalSide> {
  quietRuntime();
  const environment = await createTimeSkippingEnvironment();
  const namespace = environment.namespace ?? 'default';
  const scheduled = new AsyncLocalStorage<number>();
  let offsetMs = (await environment.currentTimeMs()) - Date.now();
  return {
    client: new Client({ connection: environment.connection, namespace, dataConverter }),
    connection: environment.nativeConnection,
    namespace,
    now: () => new Date(scheduled.getStore() ?? Date.now() + offsetMs),
    async skip(ms) {
      await environment.sleep(ms);
      offsetMs = (await environment.currentTimeMs()) - Date.now();
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
    close: () => environment.teardown(),
  };
}
