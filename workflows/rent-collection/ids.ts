/** One collection per lease and period: a second start is refused by Temporal, not by us. */
export function rentCollectionWorkflowId(leaseId: string, period: string): string {
  return `rent-collection/${leaseId}/${period}`;
}
