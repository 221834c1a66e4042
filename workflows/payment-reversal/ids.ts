/** One workflow per payment and what took it back: the vendor's dispute or refund. */
export function paymentReversalWorkflowId(paymentId: string, cause: string): string {
  return `payment-reversal/${paymentId}/${cause}`;
}
