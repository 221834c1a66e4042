import { isGrpcServiceError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { workflowIds } from '../../domain/workflow-ids';
import type { World } from '../../tests/workflows/support/world';
import { isOnItsWay } from './held-clock';

const { EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, EVENT_TYPE_WORKFLOW_TASK_STARTED } = temporal.api.enums.v1.EventType;

/** The status of gRPC. */
const NOT_FOUND = 5;

/** The months of a lease of which something is open. */
const OPEN_MONTHS = `
  select distinct c.period from charges c
  where c.lease_id = $1 and c.voided_at is null and c.amount_cents > (select coalesce(sum(a.amount_cents), 0)
    from allocations a where a.charge_id = c.id and a.voided_at is null)`;

/**
 * Whether a collection of the lease that is not among those that are here has something to do at present, or may be told
 * of it in a moment.
 */
export async function isCollectionComing(world: World, leaseId: string, here: readonly string[]): Promise<boolean> {
  const { rows } = await world.owner.query<{ period: string }>(OPEN_MONTHS, [leaseId]);
  const others = rows
    .map(({ period }) => workflowIds.rentCollection(leaseId, period))
    .filter((id) => !here.includes(id));
  if (others.length === 0) return false;
  return (await isOnItsWay(world)) || (await Promise.all(others.map((id) => hasTask(world, id)))).includes(true);
}

async function hasTask({ client }: World, workflowId: string): Promise<boolean> {
  try {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    const last = events?.at(-1)?.eventType;
    return last === EVENT_TYPE_WORKFLOW_TASK_SCHEDULED || last === EVENT_TYPE_WORKFLOW_TASK_STARTED;
  } catch (error) {
    // What was owed at the move-in has no collection.
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return false;
    throw error;
  }
}
