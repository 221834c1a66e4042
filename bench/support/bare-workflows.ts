import { proxyActivities } from '@temporalio/workflow';

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** The least that a workflow with a side effect costs. */
export async function bareWorkflow(): Promise<void> {
  await nothing();
}
