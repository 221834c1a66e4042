import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { mapFailures } from '../activities/failures';
import { beatHearts } from '../activities/heartbeats';
import { ALL_TASK_QUEUES, TASK_QUEUES, type TaskQueue } from '../workflows/shared/task-queues';
import type { WorkflowBundle } from './bundle';
import { QUEUE_LIMITS } from './queues';

export const DEPLOYMENT_NAME = 'tenure';

export type WorkersOptions = {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  activities: object;
  bundle: WorkflowBundle;
  /** Names this build for Worker Versioning; left out where the server knows none (the time-skipping one). */
  buildId?: string;
  /** More interceptors of activities, inside the mapping of failures. */
  activityInterceptors?: NonNullable<NonNullable<WorkerOptions['interceptors']>['activity']>;
  /** How long running work may go on once the process is asked to stop. */
  graceMs?: number;
};

/** One worker per task queue over one connection: `leases` runs workflows, every queue runs activities. */
export function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  return Promise.all(ALL_TASK_QUEUES.map((queue) => Worker.create(workerOptions(queue, options))));
}

function workerOptions(queue: TaskQueue, options: WorkersOptions): WorkerOptions {
  const { connection, namespace, dataConverter, activities, buildId, graceMs = 10_000 } = options;
  const { concurrency, perSecond } = QUEUE_LIMITS[queue];
  return {
    connection,
    namespace,
    dataConverter,
    activities,
    taskQueue: TASK_QUEUES[queue],
    interceptors: { activity: [beatHearts, mapFailures, ...(options.activityInterceptors ?? [])] },
    maxConcurrentActivityTaskExecutions: concurrency,
    maxConcurrentActivityTaskPolls: queue === 'leases' ? 5 : 2,
    ...(perSecond !== undefined && { maxTaskQueueActivitiesPerSecond: perSecond }),
    shutdownGraceTime: graceMs,
    shutdownForceTime: graceMs + 5_000,
    ...(queue === 'leases' && {
      workflowBundle: options.bundle,
      maxConcurrentLocalActivityExecutions: concurrency,
      maxConcurrentWorkflowTaskExecutions: 40,
      maxConcurrentWorkflowTaskPolls: 10,
      maxCachedWorkflows: 500,
      workflowThreadPoolSize: 1,
    }),
    ...(buildId !== undefined && {
      workerDeploymentOptions: {
        version: { deploymentName: DEPLOYMENT_NAME, buildId },
        useWorkerVersioning: true as const,
        // Long workflows that continue as new pin themselves (setWorkflowOptions) and upgrade at continue-as-new.
        defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
      },
    }),
  };
}
