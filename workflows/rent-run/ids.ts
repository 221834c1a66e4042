/** A run that somebody asked for; the scheduled ones are named by their schedule. */
export function rentRunWorkflowId(organizationId: string, zone: string, date: string): string {
  return `rent-run/${organizationId}/${zone}/${date}`;
}
