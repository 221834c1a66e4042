// A workflow's id is what it is about, so that a second start is refused by Temporal and not by us. The rows that cause
// a workflow and the workflow itself name it by the same function.

export const applicationWorkflowId = (applicationId: string) => `application/${applicationId}`;
export const screeningWorkflowId = (applicationId: string) => `screening/${applicationId}`;
export const signingWorkflowId = (leaseId: string) => `signing/${leaseId}`;
export const leaseWorkflowId = (leaseId: string) => `lease/${leaseId}`;
/** `scope` is an organization's id, or `all` for the scheduled run of a zone. */
export const rentRunWorkflowId = (scope: string, zone: string, runOn: string) => `rent-run/${scope}/${zone}/${runOn}`;
export const rentCollectionWorkflowId = (leaseId: string, period: string) => `rent-collection/${leaseId}/${period}`;
export const paymentWorkflowId = (paymentId: string) => `payment/${paymentId}`;
export const paymentReversalWorkflowId = (paymentId: string, count: number) => `payment-reversal/${paymentId}/${count}`;
export const maintenanceWorkflowId = (requestId: string) => `maintenance/${requestId}`;
