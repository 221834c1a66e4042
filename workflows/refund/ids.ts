import { workflowIds } from '../../domain/workflow-ids';

/** One workflow per refund. */
export const refundWorkflowId = workflowIds.refund;
