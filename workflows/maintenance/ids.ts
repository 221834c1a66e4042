/** One process per repair: a second start is refused by Temporal, not by us. */
export function maintenanceWorkflowId(requestId: string): string {
  return `maintenance/${requestId}`;
}
