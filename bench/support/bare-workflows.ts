import { proxyActivities } from '@temporalio/workflow';

/** What the product's collection is started with: as much to encrypt. */
export type BareInput = { organizationId: string; leaseId: string; propertyId: string; period: string };

const { answer } = proxyActivities<{ answer(input: BareInput): Promise<BareInput> }>({
  startToCloseTimeout: '1 minute',
});

/** The least that a workflow with a side effect costs. */
export async function bareWorkflow(input: BareInput): Promise<BareInput> {
  return answer(input);
}
