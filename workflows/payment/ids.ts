/** One workflow per one-off payment. */
export function paymentWorkflowId(paymentId: string): string {
  return `payment/${paymentId}`;
}
