import type { DataConverter } from '@temporalio/common';
import type { ActivityInterceptorsFactory, Worker, WorkerStatus } from '@temporalio/worker';
import type { loadWorkflowBundle } from '../../../workers/bundle';
import { createWorkers } from '../../../workers/create-workers';
import type { TemporalSide } from './temporal-side';

type CrewOptions = {
  side: TemporalSide;
  dataConverter: DataConverter;
  bundle: Awaited<ReturnType<typeof loadWorkflowBundle>>;
  activities: object;
  crashes: ActivityInterceptorsFactory | undefined;
};

/** The workers of a world: they start, crash and start again. */
export function createCrew({ side, dataConverter, bundle, activities, crashes }: CrewOptions) {
  let running: { worker: Worker; ended: Promise<void> }[] = [];
  return {
    /** Whether no workflow task and no activity is in any worker's hands. */
    isResting: () => running.every(({ worker }) => isAtRest(worker.getStatus())),
    async start() {
      const workers = await createWorkers({
        connection: side.connection,
        namespace: side.namespace,
        dataConverter,
        bundle,
        activities,
        activityInterceptors: [side.activityInterceptor, ...(crashes === undefined ? [] : [crashes])],
        graceMs: 1_000,
      });
      running = workers.map((worker) => ({ worker, ended: worker.run() }));
    },
    async stop() {
      for (const { worker } of running) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(running.map(({ ended }) => ended));
      running = [];
    },
  };
}

function isAtRest(status: WorkerStatus): boolean {
  return status.numInFlightWorkflowActivations + status.numInFlightActivities + status.numInFlightLocalActivities === 0;
}
