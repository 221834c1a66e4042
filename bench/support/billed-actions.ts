import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const types = temporal.api.enums.v1.EventType;

/** What Temporal Cloud bills for, by the event that tells of it. A child's start is counted with its parent too: rather too many. */
const BILLED: ReadonlySet<unknown> = new Set([
  types.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
  types.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
  types.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
  types.EVENT_TYPE_TIMER_STARTED,
  types.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
  types.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
  types.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
]);

/** The billed actions of one workflow; the local activities of one workflow task are one. */
export async function billedActions(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const tasksWithMarkers = new Set<string>();
  let billed = 0;
  for (const { eventType, markerRecordedEventAttributes } of events ?? []) {
    if (BILLED.has(eventType)) billed += 1;
    const task = markerRecordedEventAttributes?.workflowTaskCompletedEventId;
    if (task !== undefined && task !== null) tasksWithMarkers.add(String(task));
  }
  return billed + tasksWithMarkers.size;
}
