import { workflowIds } from '../../domain/workflow-ids';

/** One workflow per plan. */
export const paymentPlanWorkflowId = workflowIds.paymentPlan;
