import { workflowIds } from '../../domain/workflow-ids';

/** One collection per lease and period: a second start is refused by Temporal, not by us. */
export const rentCollectionWorkflowId = workflowIds.rentCollection;
