import {
  type ActivityOptions,
  type LocalActivityOptions,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Activities } from '../../activities';
import { TASK_QUEUES, type TaskQueue } from './task-queues';
import { inTurn } from './turns';

// The proxies are named by how what they call may fail. What fails for good is told by the failure's own
// nonRetryable flag (activities/failures.ts); everything else is tried until it works: an outage waits.

/**
 * The database, as a local activity: half the price of an activity. Short, idempotent, no vendor. A database that is
 * away for longer than ten seconds is waited for with timers, so that no workflow task is held open. One after the other
 * (see turns.ts).
 */
export const records = recordsWith({});

/** `records` with other options, such as a longer timeout. */
export function recordsWith(options: LocalActivityOptions) {
  const local = proxyLocalActivities<Activities>({
    startToCloseTimeout: '10 seconds',
    localRetryThreshold: '10 seconds',
    retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
    ...options,
  });
  return eachInTurn(local);
}

/** The same functions, of which one at a time is under way in a workflow. */
function eachInTurn<T extends object>(functions: T): T {
  return new Proxy(functions, {
    get(from, name, receiver) {
      const call: unknown = Reflect.get(from, name, receiver);
      if (typeof call !== 'function') return call;
      return (...given: unknown[]) => inTurn(() => Reflect.apply(call, from, given));
    },
  });
}

/** The database as an activity of its own, for what takes longer than a moment; with heartbeats where it goes page by page. */
export function longRecords(options: ActivityOptions = {}) {
  return proxyActivities<Activities>({
    taskQueue: TASK_QUEUES.leases,
    startToCloseTimeout: '5 minutes',
    retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
    ...options,
  });
}

/** A worker beats while it waits for a vendor (activities/heartbeats.ts): one that is silent for this long is dead. */
const DEAD_AFTER = '15 seconds';

/**
 * A vendor's call that may be repeated: it reads, or its idempotency key makes once of many. Tried until it works,
 * with the vendor's own Retry-After; a refusal ends it. Give `scheduleToCloseTimeout` to stop waiting for an outage.
 */
export function vendor(queue: TaskQueue, options: ActivityOptions = {}) {
  return proxyActivities<Activities>({
    taskQueue: TASK_QUEUES[queue],
    startToCloseTimeout: '45 seconds',
    heartbeatTimeout: DEAD_AFTER,
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '2 minutes' },
    ...options,
  });
}

/**
 * Money, signatures, messages: tried once. After a failure ask `isOutcomeUnknown(error)`: true means that the vendor
 * must be asked what happened; `mayTryAgain(error)` means that nothing did. The longest of the vendor's own timeouts
 * ends before ours, so that a timeout here, of the call or of its heartbeats, means a dead worker.
 */
export function irreversible(queue: TaskQueue, options: ActivityOptions = {}) {
  return proxyActivities<Activities>({
    taskQueue: TASK_QUEUES[queue],
    startToCloseTimeout: '1 minute',
    heartbeatTimeout: DEAD_AFTER,
    ...options,
    retry: { maximumAttempts: 1 },
  });
}
