import { eventually } from '../../tests/workflows/support/eventually';
import type { Town } from './town';

/** Real time in which a workflow answers, even one whose worker has just come back. */
const PATIENCE_MS = 60_000;

/** The server's time after which a step that waits for a dead worker goes to whoever is there. */
const HELD_MS = 30_000;

/**
 * An update of a workflow, with a bound. An update that comes while the workflow is still held for a worker that crashed
 * is lost on this server, so it is woken first where workers have crashed.
 * @throws WorkflowUpdateFailedError with the workflow's own refusal
 */
export async function askWorkflow<A extends object, R>(
  { world, struck }: Town,
  { workflowId, update, args }: { workflowId: string; update: string; args: A },
): Promise<R> {
  const handle = world.client.workflow.getHandle(workflowId);
  await eventually(async () => (await handle.describe()).runId, { what: `${workflowId} to begin` });
  if (struck['crashes of the worker'] !== undefined) {
    await handle.signal('moneyChanged');
    await world.advanceTo(new Date(world.now().getTime() + HELD_MS));
  }
  return world.client.withDeadline(Date.now() + PATIENCE_MS, () =>
    handle.executeUpdate<R, [A]>(update, { args: [args] }),
  );
}
