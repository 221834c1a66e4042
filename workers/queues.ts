import type { TaskQueue } from '../workflows/shared/task-queues';

/** How much of one kind of work is done at a time. */
export type QueueLimits = {
  /** Activities at once in one process. */
  readonly concurrency: number;
  /** Activities a second over all processes; undefined where the database alone sets the pace. */
  readonly perSecond?: number;
};

/** Below what the vendors allow: Stripe 100 calls a second, Checkr 1,200 a minute, DocuSign 3,000 an hour with bursts. */
export const QUEUE_LIMITS: Readonly<Record<TaskQueue, QueueLimits>> = {
  leases: { concurrency: 40 },
  payments: { concurrency: 40, perSecond: 80 },
  screening: { concurrency: 10, perSecond: 15 },
  signing: { concurrency: 10, perSecond: 10 },
  messaging: { concurrency: 20, perSecond: 50 },
  dispatch: { concurrency: 10, perSecond: 20 },
};
