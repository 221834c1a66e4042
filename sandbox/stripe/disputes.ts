import type Stripe from 'stripe';
import { z } from 'zod';
import { newId } from '../core/new-id';
import { book } from './balance';
import { invalidRequest } from './errors';
import { listPage } from './list-page';
import { revokeMandate } from './mandates';
import { idOrNull } from './new-charge';
import { idOf, operation } from './operation';
import { bool, ignored, listing, mergeMetadata, metadata, parameters, text } from './parameters';
import { instrumentOf } from './payment-methods';
import type { StripeScope } from './scope';

/** What Stripe charges for a card dispute, in cents. */
const disputeFee = 1_500;
const day = 86_400;

/** Reasons with which the payer denies having agreed at all: they end the mandate. */
const authorizationReasons: readonly string[] = ['debit_not_authorized', 'fraudulent', 'unrecognized'];

const evidenceNames = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_communication',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'customer_signature',
  'duplicate_charge_documentation',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'receipt',
  'refund_policy',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'service_documentation',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_documentation',
  'shipping_tracking_number',
  'uncategorized_file',
  'uncategorized_text',
] as const;

type EvidenceName = (typeof evidenceNames)[number];

const evidence = z.partialRecord(z.enum(evidenceNames), z.string());

export const disputeOperations = [
  operation('GET', '/v1/disputes/:id', parameters({}), (scope, _given, ids) => current(scope, idOf(ids))),
  operation(
    'POST',
    '/v1/disputes/:id',
    parameters({
      evidence: evidence.optional(),
      submit: bool.optional(),
      metadata: metadata.optional(),
      ...ignored('intended_submission_method'),
    }),
    (scope, given, ids) => {
      const dispute = current(scope, idOf(ids));
      if (!isOpen(dispute)) throw alreadyClosed(dispute);
      requireFiles(scope, given.evidence ?? {});
      return updateDispute(scope, dispute, {
        evidence: given.evidence ?? {},
        submit: given.submit ?? true,
        metadata: mergeMetadata(dispute.metadata, given.metadata),
      });
    },
  ),
  operation('POST', '/v1/disputes/:id/close', parameters({}), (scope, _given, ids) => {
    const dispute = current(scope, idOf(ids));
    if (!isOpen(dispute)) throw alreadyClosed(dispute);
    return closeDispute(scope, dispute, isInquiry(dispute) ? 'warning_closed' : 'lost');
  }),
  operation(
    'GET',
    '/v1/disputes',
    parameters({ ...listing, charge: text.optional(), payment_intent: text.optional() }),
    (scope, given) => {
      const found = scope.disputes
        .list()
        .map((one) => current(scope, one.id))
        .filter((one) => given.charge === undefined || one.charge === given.charge)
        .filter((one) => given.payment_intent === undefined || one.payment_intent === given.payment_intent);
      return listPage(found, given, '/v1/disputes');
    },
  ),
];

/**
 * The payer's bank takes a successful payment back. Card disputes can be answered with evidence; an ACH return after
 * success is final, and when the reason denies the authorization, the mandate ends with it.
 */
export function disputeCharge(
  scope: StripeScope,
  id: string,
  givenReason?: string,
  more: { readonly amount?: number; readonly dueInSeconds?: number } = {},
): Stripe.Dispute | undefined {
  const charge = scope.charges.find(id);
  if (charge === undefined || charge.status !== 'succeeded' || charge.disputed) return undefined;
  const instrument = instrumentOf(scope, charge.payment_method ?? '');
  const isBank = charge.payment_method_details?.type === 'us_bank_account';
  const reason = givenReason ?? instrument.card?.dispute ?? (isBank ? 'debit_not_authorized' : 'fraudulent');
  const fresh = newDispute(scope, charge, reason, isBank);
  fresh.amount = Math.min(more.amount ?? charge.amount, charge.amount);
  if (more.dueInSeconds !== undefined) fresh.evidence_details.due_by = scope.now() + more.dueInSeconds;
  const dispute = scope.disputes.save(fresh);
  scope.charges.save({ ...charge, disputed: true });
  scope.emit('charge.dispute.created', dispute);
  // An inquiry asks first: nothing is taken yet.
  if (isInquiry(dispute)) return dispute;
  withdraw(scope, dispute, isBank ? 0 : disputeFee);
  const mandate = charge.payment_method_details?.us_bank_account?.mandate;
  if (isBank && authorizationReasons.includes(reason)) revokeMandate(scope, idOrNull(mandate) ?? '');
  if (isBank) scope.emit('charge.dispute.closed', scope.disputes.get(dispute.id));
  return scope.disputes.get(dispute.id);
}

function withdraw(scope: StripeScope, dispute: Stripe.Dispute, fee: number): void {
  const transaction = book(scope, {
    amount: -dispute.amount,
    fee,
    currency: dispute.currency,
    source: dispute.id,
    type: 'adjustment',
    reportingCategory: 'dispute',
    availableInDays: 0,
    description: `Chargeback withdrawal for ${idOrNull(dispute.charge)}`,
  });
  const withdrawn = {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, scope.balanceTransactions.get(transaction)],
  };
  scope.disputes.save(withdrawn);
  scope.emit('charge.dispute.funds_withdrawn', withdrawn);
}

function updateDispute(
  scope: StripeScope,
  dispute: Stripe.Dispute,
  change: {
    readonly evidence: Partial<Record<EvidenceName, string>>;
    readonly submit: boolean;
    readonly metadata: Record<string, string>;
  },
): Stripe.Dispute {
  const details = dispute.evidence_details;
  const updated = scope.disputes.save({
    ...dispute,
    evidence: { ...dispute.evidence, ...change.evidence },
    evidence_details: {
      ...details,
      has_evidence: details.has_evidence || Object.keys(change.evidence).length > 0,
      submission_count: details.submission_count + (change.submit ? 1 : 0),
      submission_method: change.submit ? 'manual' : details.submission_method,
    },
    metadata: change.metadata,
    status: change.submit ? (isInquiry(dispute) ? 'warning_under_review' : 'under_review') : dispute.status,
  });
  scope.emit('charge.dispute.updated', updated, { status: dispute.status });
  // Stripe's test mode decides by these words.
  const words = updated.evidence.uncategorized_text;
  if (!change.submit) return updated;
  if (words === 'escalate_inquiry_evidence' && isInquiry(updated)) return escalate(scope, updated);
  if (words !== 'winning_evidence' && words !== 'losing_evidence') return updated;
  if (isInquiry(updated)) return closeDispute(scope, updated, 'warning_closed');
  return closeDispute(scope, updated, words === 'winning_evidence' ? 'won' : 'lost');
}

/** An inquiry that was not answered to the bank's liking becomes a dispute: the money is taken now. */
function escalate(scope: StripeScope, inquiry: Stripe.Dispute): Stripe.Dispute {
  const dispute = scope.disputes.save({
    ...inquiry,
    status: 'needs_response',
    evidence_details: { ...inquiry.evidence_details, due_by: scope.now() + 9 * day },
  });
  scope.emit('charge.dispute.updated', dispute, { status: inquiry.status });
  withdraw(scope, dispute, disputeFee);
  return scope.disputes.get(dispute.id);
}

/** A dispute as it stands now: one that nobody answered in time is lost. */
function current(scope: StripeScope, id: string): Stripe.Dispute {
  const dispute = scope.disputes.get(id, 'dispute');
  const dueBy = dispute.evidence_details.due_by;
  const waits = dispute.status === 'needs_response' || dispute.status === 'warning_needs_response';
  if (!waits || dueBy === null || dueBy >= scope.now()) return dispute;
  const late = { ...dispute, evidence_details: { ...dispute.evidence_details, past_due: true } };
  return closeDispute(scope, late, isInquiry(dispute) ? 'warning_closed' : 'lost');
}

const fileFields: ReadonlySet<string> = new Set([
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
]);

function requireFiles(scope: StripeScope, given: Partial<Record<EvidenceName, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (fileFields.has(name) && value !== '') scope.files.get(value, 'file');
  }
}

function isInquiry(dispute: Stripe.Dispute): boolean {
  return dispute.status.startsWith('warning_');
}

/** Ends a dispute; a won one brings the money back. */
export function closeDispute(
  scope: StripeScope,
  dispute: Stripe.Dispute,
  status: 'won' | 'lost' | 'warning_closed',
): Stripe.Dispute {
  const closed: Stripe.Dispute = { ...dispute, status };
  if (status === 'won') {
    const id = book(scope, {
      amount: dispute.amount,
      fee: 0,
      currency: dispute.currency,
      source: dispute.id,
      type: 'adjustment',
      reportingCategory: 'dispute_reversal',
      availableInDays: 0,
      description: `Chargeback reversal for ${idOrNull(dispute.charge)}`,
    });
    closed.balance_transactions = [...dispute.balance_transactions, scope.balanceTransactions.get(id)];
    scope.emit('charge.dispute.funds_reinstated', closed);
  }
  scope.disputes.save(closed);
  scope.emit('charge.dispute.closed', closed);
  return closed;
}

function newDispute(scope: StripeScope, charge: Stripe.Charge, reason: string, isBank: boolean): Stripe.Dispute {
  const card = { brand: 'visa', case_type: 'chargeback', network_reason_code: '10.4', network: 'visa' } as const;
  const none = Object.fromEntries(evidenceNames.map((name) => [name, null])) as Record<EvidenceName, null>;
  return {
    id: newId('du_1'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: scope.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...none, enhanced_evidence: {} },
    evidence_details: {
      due_by: isBank ? null : scope.now() + 9 * day,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: idOrNull(charge.payment_intent),
    // Stripe shows no details of the payment method for bank debits.
    ...(isBank ? {} : { payment_method_details: { card, type: 'card' } }),
    reason: reason === 'inquiry' ? 'fraudulent' : reason,
    // A returned debit cannot be contested.
    status: isBank ? 'lost' : reason === 'inquiry' ? 'warning_needs_response' : 'needs_response',
  };
}

function isOpen(dispute: Stripe.Dispute): boolean {
  return ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'].includes(dispute.status);
}

function alreadyClosed(dispute: Stripe.Dispute) {
  return invalidRequest('This dispute is already closed', { param: dispute.id });
}
