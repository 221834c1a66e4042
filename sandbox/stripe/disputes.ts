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
  operation('GET', '/v1/disputes/:id', parameters({}), (scope, _given, ids) =>
    scope.disputes.get(idOf(ids), 'dispute'),
  ),
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
      const dispute = scope.disputes.get(idOf(ids), 'dispute');
      if (!isOpen(dispute)) throw alreadyClosed(dispute);
      return updateDispute(scope, dispute, {
        evidence: given.evidence ?? {},
        submit: given.submit ?? true,
        metadata: mergeMetadata(dispute.metadata, given.metadata),
      });
    },
  ),
  operation('POST', '/v1/disputes/:id/close', parameters({}), (scope, _given, ids) => {
    const dispute = scope.disputes.get(idOf(ids), 'dispute');
    if (!isOpen(dispute)) throw alreadyClosed(dispute);
    return closeDispute(scope, dispute, 'lost');
  }),
  operation(
    'GET',
    '/v1/disputes',
    parameters({ ...listing, charge: text.optional(), payment_intent: text.optional() }),
    (scope, given) => {
      const found = scope.disputes
        .list()
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
export function disputeCharge(scope: StripeScope, id: string, givenReason?: string): Stripe.Dispute | undefined {
  const charge = scope.charges.find(id);
  if (charge === undefined || charge.status !== 'succeeded' || charge.disputed) return undefined;
  const instrument = instrumentOf(scope, charge.payment_method ?? '');
  const isBank = charge.payment_method_details?.type === 'us_bank_account';
  const reason = givenReason ?? instrument.card?.dispute ?? (isBank ? 'debit_not_authorized' : 'fraudulent');
  const dispute = scope.disputes.save(newDispute(scope, charge, reason, isBank));
  scope.charges.save({ ...charge, disputed: true });
  scope.emit('charge.dispute.created', dispute);
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
    status: change.submit ? 'under_review' : dispute.status,
  });
  scope.emit('charge.dispute.updated', updated, { status: dispute.status });
  // Stripe's test mode decides by these words.
  const words = updated.evidence.uncategorized_text;
  if (change.submit && words === 'winning_evidence') return closeDispute(scope, updated, 'won');
  if (change.submit && words === 'losing_evidence') return closeDispute(scope, updated, 'lost');
  return updated;
}

/** Ends a dispute; a won one brings the money back. */
export function closeDispute(scope: StripeScope, dispute: Stripe.Dispute, status: 'won' | 'lost'): Stripe.Dispute {
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
    reason,
    // A returned debit cannot be contested.
    status: isBank ? 'lost' : 'needs_response',
  };
}

function isOpen(dispute: Stripe.Dispute): boolean {
  return dispute.status === 'needs_response' || dispute.status === 'under_review';
}

function alreadyClosed(dispute: Stripe.Dispute) {
  return invalidRequest('This dispute is already closed', { param: dispute.id });
}
