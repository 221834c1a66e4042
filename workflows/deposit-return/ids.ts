import { workflowIds } from '../../domain/workflow-ids';

/** One workflow for each lease's deposit. */
export const depositReturnWorkflowId = workflowIds.depositReturn;
