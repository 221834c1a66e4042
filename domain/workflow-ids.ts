/**
 * A workflow's id is what it is about, so that a second start is refused by Temporal and not by us. The rows that
 * cause a workflow and the workflow itself name it by the same function.
 */
export const workflowIds = {
  application: (applicationId: string) => `application/${applicationId}`,
  screening: (applicationId: string) => `screening/${applicationId}`,
  signing: (leaseId: string) => `signing/${leaseId}`,
  lease: (leaseId: string) => `lease/${leaseId}`,
  /** `scope` is an organization's id, or `all` for the scheduled run of a zone. */
  rentRun: (scope: string, zone: string, runOn: string) => `rent-run/${scope}/${zone}/${runOn}`,
  rentCollection: (leaseId: string, period: string) => `rent-collection/${leaseId}/${period}`,
  payment: (paymentId: string) => `payment/${paymentId}`,
  paymentReversal: (paymentId: string, count: number) => `payment-reversal/${paymentId}/${count}`,
  methodRemoval: (paymentMethodId: string) => `method-removal/${paymentMethodId}`,
  dispute: (disputeId: string) => `dispute/${disputeId}`,
  paymentPlan: (planId: string) => `plan/${planId}`,
  refund: (refundId: string) => `refund/${refundId}`,
  depositReturn: (leaseId: string) => `deposit/${leaseId}`,
  maintenance: (requestId: string) => `maintenance/${requestId}`,
  ownerStatement: (organizationId: string, period: string) => `owner-statement/${organizationId}/${period}`,
  ownerPayout: (payoutId: string) => `owner-payout/${payoutId}`,
  connectAccount: (accountId: string) => `connect-account/${accountId}`,
  reconciliation: (organizationId: string, date: string) => `reconciliation/${organizationId}/${date}`,
} as const;
