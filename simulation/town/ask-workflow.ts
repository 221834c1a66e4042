import { eventually } from '../../tests/workflows/support/eventually';
import type { Town } from './town';

/** Real time in which a workflow answers. */
const PATIENCE_MS = 60_000;

/**
 * An update of a workflow, with a bound: one that never answers is a defect, and stops the simulation.
 * @throws WorkflowUpdateFailedError with the workflow's own refusal
 */
export async function askWorkflow<A extends object, R>(
  { world }: Town,
  { workflowId, update, args }: { workflowId: string; update: string; args: A },
): Promise<R> {
  const handle = world.client.workflow.getHandle(workflowId);
  await eventually(async () => (await handle.describe()).runId, { what: `${workflowId} to begin` });
  return world.client.withDeadline(Date.now() + PATIENCE_MS, () =>
    handle.executeUpdate<R, [A]>(update, { args: [args] }),
  );
}
