import type { SearchAttributePair } from '@temporalio/common';
import { searchPairs } from './search-attributes';

/** What everyone who starts a workflow of ours gives beside its input. */
export type StartDescription = {
  staticSummary: string;
  staticDetails: string;
  typedSearchAttributes: SearchAttributePair[];
};

type Words = { summary: string; details: string; stage: string };

/** By workflow type: what it is for, in one line and in a sentence, and the stage it begins in. */
const WORDS: Readonly<Record<string, Words>> = {
  application: {
    summary: 'Application',
    details: 'Gathers a household’s application, has it screened and waits for the landlord’s decision.',
    stage: 'invited',
  },
  screening: {
    summary: 'Screening',
    details: 'Has every adult of an application screened and waits for the reports.',
    stage: 'inviting',
  },
  signing: {
    summary: 'Signing',
    details: 'Sends a lease for signature, tenants first, and waits until everybody has signed.',
    stage: 'preparing',
  },
  lease: { summary: 'Lease', details: 'Follows a lease from its signature to its end.', stage: 'signed' },
  rentRun: {
    summary: 'Rent run',
    details: 'Posts what is due in one time zone on one date and starts collecting it.',
    stage: 'posting',
  },
  rentCollection: {
    summary: 'Rent',
    details: 'Collects what one lease owes for one month: reminders, autopay, retries, late fee.',
    stage: 'upcoming',
  },
  payment: { summary: 'Payment', details: 'Takes one payment and follows it until it is settled.', stage: 'created' },
  paymentReversal: {
    summary: 'Reversal',
    details: 'Takes back a payment that the bank returned or the payer disputed.',
    stage: 'reversing',
  },
  dispute: {
    summary: 'Dispute',
    details: 'Answers a payer’s dispute with evidence before its deadline and follows it until the bank decides.',
    stage: 'needs_response',
  },
  disputeWatch: {
    summary: 'Dispute watch',
    details: 'Reads the payment service’s own list of disputes, so that none is missed whose notice was lost.',
    stage: 'looking',
  },
  autopay: {
    summary: 'Autopay',
    details: 'Has a tenant’s way to pay stored by the payment service, then turns autopay on as authorized.',
    stage: 'setting_up',
  },
  methodRemoval: {
    summary: 'Removed way to pay',
    details: 'Has the payment service forget a way to pay that was removed.',
    stage: 'detaching',
  },
  paymentPlan: {
    summary: 'Payment plan',
    details: 'Collects past-due charges by installments as agreed, and says when one is missed.',
    stage: 'offered',
  },
  refund: {
    summary: 'Refund',
    details: 'Sends money back to who paid it and follows it until it arrived.',
    stage: 'requested',
  },
  depositReturn: {
    summary: 'Deposit',
    details: 'Watches the time that the law gives to return a deposit, and sends the itemized statement.',
    stage: 'due',
  },
  ownerStatement: {
    summary: 'Owner statements',
    details: 'States to every owner what a month brought, books what they are owed and sends the papers.',
    stage: 'gathering',
  },
  ownerPayout: {
    summary: 'Payout',
    details: 'Sends an owner their money through the payment service.',
    stage: 'sending',
  },
  connectAccount: {
    summary: 'Account',
    details: 'Keeps an account with the payment service in step with what the service says.',
    stage: 'asking',
  },
  reconciliation: {
    summary: 'Reconciliation',
    details: 'Holds what the payment service says against the ledger and the balances made from it, to the cent.',
    stage: 'reading',
  },
  maintenance: {
    summary: 'Repair',
    details: 'Finds somebody for a repair and follows it until the tenant says that it is done.',
    stage: 'reported',
  },
};

/**
 * Summary, details and search attributes of a workflow about to start, from its type and its input's ids
 * (`organizationId`, `propertyId`, `leaseId`, `period`). Nothing of it is personal data.
 */
export function describeStart(
  workflowType: string,
  workflowId: string,
  input: Readonly<Record<string, unknown>>,
): StartDescription {
  const words = WORDS[workflowType] ?? { summary: workflowType, details: '', stage: 'started' };
  const about = workflowId.slice(workflowId.indexOf('/') + 1);
  const text = (name: string) => (typeof input[name] === 'string' ? input[name] : undefined);
  const [organizationId, propertyId, leaseId, period] = [
    text('organizationId'),
    text('propertyId'),
    text('leaseId'),
    text('period'),
  ];
  return {
    staticSummary: `${words.summary} ${about}`,
    staticDetails: words.details,
    typedSearchAttributes: searchPairs({
      stage: words.stage,
      ...(organizationId !== undefined && { organizationId }),
      ...(propertyId !== undefined && { propertyId }),
      ...(leaseId !== undefined && { leaseId }),
      ...(period !== undefined && { period }),
    }),
  };
}
