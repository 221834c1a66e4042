/** One workflow per authorization given on the autopay page. */
export function autopayWorkflowId(consentId: string): string {
  return `autopay/${consentId}`;
}
