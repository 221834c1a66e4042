import type { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

type Execution = temporal.api.common.v1.IWorkflowExecution;

const CONTINUED_AS_NEW = temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW;
const { EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, EVENT_TYPE_WORKFLOW_TASK_STARTED } = temporal.api.enums.v1.EventType;

/** The time-skipping server's lock: its clock jumps only while nobody holds a share of it. */
export type ServerLock = {
  /** Gives back the shares that nobody will ever give back, as far as they are known for certain. */
  giveBackOrphans(): Promise<void>;
  /** Gives one share back on suspicion; not where the server still waits for the workers. */
  giveBackUnlessBusy(): Promise<void>;
};

/** What can be known of the lock from outside, by the server's lists alone. */
export function watchLock(connection: Connection, namespace: string): ServerLock {
  const countOrphans = orphanCounter(connection, namespace);
  let given = 0;
  const giveBack = async () => {
    await connection.testService?.unlockTimeSkipping({}).catch(() => {}); // nobody held it: the clock is about to jump
  };
  return {
    async giveBackOrphans() {
      for (const known = await countOrphans(); given < known; given += 1) await giveBack();
    },
    async giveBackUnlessBusy() {
      if (!(await hasWork(connection, namespace))) await giveBack();
    },
  };
}

/** A child that ends when its parent is over keeps its share of the lock: nobody is left whom the server could tell. */
function orphanCounter(connection: Connection, namespace: string): () => Promise<number> {
  const known = new Set<string>();
  let orphans = 0;
  const describe = async (execution: Execution) =>
    (await connection.workflowService.describeWorkflowExecution({ namespace, execution })).workflowExecutionInfo;
  return async () => {
    const { executions } = await connection.workflowService.listClosedWorkflowExecutions({ namespace });
    for (const { execution, status } of executions) {
      if (!execution?.runId || known.has(execution.runId)) continue;
      known.add(execution.runId);
      if (status === CONTINUED_AS_NEW) continue;
      const child = await describe(execution);
      const parent = child?.parentExecution?.runId ? await describe(child.parentExecution) : null;
      if (parent?.closeTime && tsToMs(parent.closeTime) < tsToMs(child?.closeTime ?? msToTs(0))) orphans += 1;
    }
    return orphans;
  };
}

/** Whether a workflow has a task that the workers have not answered, or an activity that is not waiting to be retried. */
async function hasWork(connection: Connection, namespace: string): Promise<boolean> {
  const { executions } = await connection.workflowService.listOpenWorkflowExecutions({ namespace });
  for (const { execution } of executions) {
    if (!execution) continue;
    const of = { namespace, execution };
    const { pendingActivities } = await connection.workflowService.describeWorkflowExecution(of);
    if (pendingActivities.some(({ lastFailure }) => !lastFailure)) return true;
    const { history } = await connection.workflowService.getWorkflowExecutionHistory(of);
    const last = history?.events?.at(-1)?.eventType;
    if (last === EVENT_TYPE_WORKFLOW_TASK_SCHEDULED || last === EVENT_TYPE_WORKFLOW_TASK_STARTED) return true;
  }
  return false;
}
