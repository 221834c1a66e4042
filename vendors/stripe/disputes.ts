import type Stripe from 'stripe';
import { cents } from '../../domain/money';
import { isVendorFailure } from '../failure';
import type { Dispute, DisputeEvidence, EvidenceFile, PaymentGateway } from '../payments';
import { callStripe } from './call-stripe';
import { idOf } from './outcome';

const MAX_LISTED = 1_000;

type Disputes = Pick<
  PaymentGateway,
  'retrieveDispute' | 'listDisputes' | 'uploadEvidence' | 'submitEvidence' | 'acceptDispute'
>;

/** The part of the gateway that follows and answers disputes. */
export function stripeDisputes(stripe: Stripe): Disputes {
  const retrieve = async (id: string) => disputeOf(await callStripe('none', () => stripe.disputes.retrieve(id)));
  return {
    retrieveDispute: retrieve,
    listDisputes: (since) => list(stripe, since),
    uploadEvidence: (file) => upload(stripe, file),
    submitEvidence: (evidence) => submit(stripe, evidence),
    acceptDispute: async (id, idempotencyKey) => {
      try {
        return disputeOf(await callStripe('repeatable', () => stripe.disputes.close(id, {}, { idempotencyKey })));
      } catch (error) {
        // Closed already: by us in an answer that was lost, or by the bank.
        if (isVendorFailure(error) && error.kind === 'rejected') return retrieve(id);
        throw error;
      }
    },
  };
}

async function list(stripe: Stripe, since: Date): Promise<Dispute[]> {
  return callStripe('none', async () => {
    const found: Dispute[] = [];
    const created = { gte: Math.floor(since.getTime() / 1000) };
    for await (const dispute of stripe.disputes.list({ created, limit: 100 })) {
      found.push(disputeOf(dispute));
      if (found.length >= MAX_LISTED) break;
    }
    return found;
  });
}

async function upload(stripe: Stripe, { name, contentType, body, idempotencyKey }: EvidenceFile) {
  const file = { data: body, name, type: contentType };
  const made = await callStripe('repeatable', () =>
    stripe.files.create({ purpose: 'dispute_evidence', file }, { idempotencyKey }),
  );
  return { fileId: made.id };
}

async function submit(stripe: Stripe, evidence: DisputeEvidence): Promise<Dispute> {
  const { disputeId, submissionId, words, idempotencyKey } = evidence;
  const [first, second] = evidence.addedFileIds ?? [];
  const given: Stripe.DisputeUpdateParams.Evidence = {
    uncategorized_text: words,
    product_description: evidence.productDescription,
    ...(evidence.packetFileId !== undefined && { uncategorized_file: evidence.packetFileId }),
    ...(evidence.agreementFileId !== undefined && { service_documentation: evidence.agreementFileId }),
    ...(first !== undefined && { customer_communication: first }),
    ...(second !== undefined && { receipt: second }),
    ...(evidence.customerName !== undefined && { customer_name: evidence.customerName }),
    ...(evidence.customerEmail !== undefined && { customer_email_address: evidence.customerEmail }),
    ...(evidence.serviceDate !== undefined && { service_date: evidence.serviceDate }),
  };
  const metadata = { submission_id: submissionId };
  const updated = await callStripe('once', () =>
    stripe.disputes.update(disputeId, { evidence: given, metadata, submit: true }, { idempotencyKey }),
  );
  return disputeOf(updated);
}

/** Stripe's dispute in our words. */
export function disputeOf(dispute: Stripe.Dispute): Dispute {
  const details = dispute.evidence_details;
  return {
    disputeId: dispute.id,
    paymentIntentId: idOf(dispute.payment_intent) ?? null,
    chargeId: idOf(dispute.charge) ?? '',
    amountCents: cents(dispute.amount),
    reason: dispute.reason,
    status: dispute.status,
    evidenceDueBy: details?.due_by ? new Date(details.due_by * 1000) : null,
    createdAt: new Date(dispute.created * 1000),
    submissionCount: details?.submission_count ?? 0,
    metadata: dispute.metadata ?? {},
    movements: (dispute.balance_transactions ?? []).map((one) => ({
      transactionId: one.id,
      amountCents: cents(one.amount),
      feeCents: cents(one.fee),
    })),
  };
}
