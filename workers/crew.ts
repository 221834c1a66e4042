import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { connectionOptions, type TemporalConfig } from '../temporal/client';
import type { WorkflowBundle } from './bundle';
import { createWorkers } from './create-workers';
import { type CurrentVersionOptions, makeCurrent } from './current-version';
import { reasonOf } from './relay/loop';

export type CrewOptions = {
  temporal: TemporalConfig;
  client: Client;
  dataConverter: DataConverter;
  activities: object;
  bundle: WorkflowBundle;
  version: CurrentVersionOptions;
  /** How long running work may go on once asked to stop. */
  graceMs: number;
  log: Logger;
};

export type Crew = {
  /** Whether workers ask for work and this build gets new workflows. */
  isAtWork(): boolean;
  stop(): Promise<void>;
};

const RETRY_MS = 1_000;

/**
 * Keeps the workers running: waits for a Temporal that is away, starts them, and starts them anew should they end by
 * themselves.
 */
export function startCrew(options: CrewOptions): Crew {
  const { log } = options;
  const stopping = new AbortController();
  let workers: Worker[] = [];
  let isAtWork = false;

  const shift = async (): Promise<void> => {
    const connection = await NativeConnection.connect(connectionOptions(options.temporal));
    try {
      workers = await createWorkers({
        connection,
        namespace: options.temporal.namespace,
        dataConverter: options.dataConverter,
        activities: options.activities,
        bundle: options.bundle,
        buildId: options.version.buildId,
        graceMs: options.graceMs,
      });
      if (stopping.signal.aborted) return await Promise.all(workers.map((worker) => endUnused(worker))).then(() => {});
      const running = Promise.all(workers.map((worker) => worker.run()));
      running.catch(() => {}); // told by the await below; here only so that it is never unhandled
      await Promise.race([running, becomeCurrent(options, stopping.signal)]);
      isAtWork = true;
      await running;
    } finally {
      isAtWork = false;
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      workers = [];
      await connection.close().catch(() => {});
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await shift();
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ error: reasonOf(error) }, 'the workers are not at work and will try again');
        await pause(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };

  const ended = run();
  return {
    isAtWork: () => isAtWork,
    async stop() {
      stopping.abort();
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

/** A worker that never ran still holds its connection until it has run and stopped. */
async function endUnused(worker: Worker): Promise<void> {
  await worker.runUntil(Promise.resolve());
}

async function becomeCurrent({ client, version, log }: CrewOptions, signal: AbortSignal): Promise<void> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      if (await makeCurrent(client, version)) return;
    } catch (error) {
      if (tries % 10 === 1) log.warn({ error: reasonOf(error) }, 'this build is not the current version yet');
    }
    await pause(200, undefined, { signal }).catch(() => {});
  }
}
