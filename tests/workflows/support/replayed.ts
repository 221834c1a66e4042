import { Worker } from '@temporalio/worker';
import { createDataConverter } from '../../../temporal/data-converter';
import { loadWorkflowBundle } from '../../../workers/bundle';
import { TEST_PAYLOAD_KEYS, type World } from './world';

/**
 * Goes through a workflow's history as another worker would that takes it over.
 * @throws where it could not go on
 */
export async function replayed(world: World, workflowId: string): Promise<void> {
  const workflowBundle = await loadWorkflowBundle();
  const history = await world.client.workflow.getHandle(workflowId).fetchHistory();
  const dataConverter = createDataConverter(TEST_PAYLOAD_KEYS);
  await Worker.runReplayHistory({ workflowBundle, dataConverter }, history);
}
