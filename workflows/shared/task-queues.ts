/**
 * Task queues by what fails together: one vendor's outage fills its own queue and no other. Workflows and database
 * activities run on `leases`.
 */
export const TASK_QUEUES = {
  leases: 'leases',
  payments: 'payments',
  screening: 'screening',
  signing: 'signing',
  messaging: 'messaging',
  dispatch: 'dispatch',
} as const;

export type TaskQueue = keyof typeof TASK_QUEUES;

/** Every queue, `leases` first. */
export const ALL_TASK_QUEUES = Object.keys(TASK_QUEUES) as readonly TaskQueue[];
