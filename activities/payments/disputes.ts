import { disputeStatusOf, isDecided, needsResponse } from '../../domain/disputes';
import { notFound } from '../../domain/errors';
import type { DisputeStatus } from '../../domain/states';
import { inOrganization } from '../../store/database';
import { packetFacts } from '../../store/disputes/packet-facts';
import { readDispute } from '../../store/disputes/read-dispute';
import { moveSubmission, openSubmission, prepareSubmission } from '../../store/disputes/submissions';
import { syncDispute } from '../../store/disputes/sync-dispute';
import { recordDocument } from '../../store/documents/record-document';
import { beginReversal } from '../../store/payments/begin-reversal';
import { ownerOfVendorRef } from '../../store/payments/owner-of-vendor-ref';
import type { Dispute } from '../../vendors/payments';
import type { ActivityDependencies } from '../dependencies';
import { disputePacketPdf, sha256 } from '../documents';
import { settleOrLeave, settleRecovery } from './recovery';

export type DisputeRef = { organizationId: string; disputeId: string };
type Submission = DisputeRef & { submissionId: string };

/** What the dispute's workflow goes by; instants in epoch milliseconds. */
export type DisputeFacts = {
  paymentId: string;
  vendorRef: string;
  /** Money was taken at this look, as when an inquiry became a dispute: the tenants are to be told. */
  took: boolean;
  status: DisputeStatus;
  isDecided: boolean;
  needsResponse: boolean;
  evidenceDueAtMs: number | null;
  wantsSubmission: boolean;
  isAccepted: boolean;
  /** One that was being handed in when a worker died. */
  openSubmission: { submissionId: string; status: string } | null;
};

/** Answering a payer's dispute of a card payment. */
export function createDisputeActivities(deps: ActivityDependencies) {
  const { database, vendors, now } = deps;

  const bookNews = async (ref: DisputeRef, dispute: Dispute, paymentId: string) => {
    const { organizationId } = ref;
    const snapshot = { ...dispute, vendorRef: dispute.disputeId };
    return inOrganization(database, organizationId, (tx) =>
      syncDispute(tx, { organizationId, paymentId, snapshot, now: now() }),
    );
  };
  const load = async ({ organizationId, disputeId }: DisputeRef) =>
    inOrganization(database, organizationId, (tx) => readDispute(tx, disputeId));
  const move = (ref: Submission, to: 'sent' | 'unknown' | 'prepared' | 'refused', more: { failure?: string } = {}) =>
    inOrganization(database, ref.organizationId, (tx) => moveSubmission(tx, { ...ref, to, ...more, now: now() }));

  return {
    /** Asks the vendor how a dispute stands and brings the books to it. */
    async lookAtDispute(ref: DisputeRef): Promise<DisputeFacts> {
      const known = await load(ref);
      const { took } = await bookNews(ref, await vendors.payments.retrieveDispute(known.vendorRef), known.paymentId);
      await settleRecovery(deps, ref);
      return inOrganization(database, ref.organizationId, async (tx) => {
        const dispute = await readDispute(tx, ref.disputeId);
        const open = await openSubmission(tx, ref.disputeId);
        return {
          paymentId: dispute.paymentId,
          vendorRef: dispute.vendorRef,
          took,
          status: dispute.status,
          isDecided: isDecided(dispute.status),
          needsResponse: needsResponse(dispute.status),
          evidenceDueAtMs: dispute.evidenceDueAt?.getTime() ?? null,
          wantsSubmission: dispute.wantsSubmission,
          isAccepted: dispute.acceptedBy !== null,
          openSubmission: open === null ? null : { submissionId: open.id, status: open.status },
        };
      });
    },

    /** Puts the evidence together as one PDF, files it, and writes down that it will be handed in. */
    async assembleEvidence(ref: DisputeRef): Promise<{ submissionId: string }> {
      const { organizationId, disputeId } = ref;
      const facts = await inOrganization(database, organizationId, (tx) => packetFacts(tx, disputeId));
      const photos = await Promise.all(
        facts.photos.map(async ({ key, title }) => ({ bytes: (await vendors.objects.get(key)).body, title })),
      );
      const pdf = await disputePacketPdf({ ...facts.packet, photos });
      const hash = sha256(pdf);
      const objectKey = `${organizationId}/disputes/${disputeId}/${hash.slice(0, 16)}.pdf`;
      await vendors.objects.put({ key: objectKey, body: pdf, contentType: 'application/pdf' });
      const dispute = await load(ref);
      return inOrganization(database, organizationId, async (tx) => {
        const documentId = await recordDocument(tx, {
          organizationId,
          ...(dispute.leaseId === null ? {} : { leaseId: dispute.leaseId }),
          subjectId: disputeId,
          kind: 'dispute_packet',
          title: 'Evidence for the bank',
          objectKey,
          byteSize: pdf.length,
          sha256: hash,
          alsoAbout: [dispute.paymentId],
        });
        const words = dispute.statement ?? summaryOf(facts.packet);
        const row = await prepareSubmission(tx, { organizationId, disputeId, words, documentId });
        return { submissionId: row.id };
      });
    },

    /** Uploads the files and hands everything in. Irreversible: a lost answer is asked about by `reconcileEvidence`. */
    async submitEvidence(ref: Submission): Promise<void> {
      const { organizationId, disputeId, submissionId } = ref;
      const dispute = await load(ref);
      const submission = dispute.submissions.find((one) => one.id === submissionId);
      if (submission?.documentId == null) throw notFound('submission');
      if (submission.status !== 'prepared') return;
      const facts = await inOrganization(database, organizationId, (tx) => packetFacts(tx, disputeId));
      const document = await inOrganization(database, organizationId, (tx) =>
        tx.document.findUniqueOrThrow({ where: { id: submission.documentId ?? '' } }),
      );
      const upload = async (key: string, name: string) => {
        const { body } = await vendors.objects.get(key);
        const idempotencyKey = `evidence/${submissionId}/${sha256(Buffer.from(key)).slice(0, 24)}`;
        const file = { name: `${name}.pdf`, contentType: 'application/pdf', body, idempotencyKey } as const;
        return (await vendors.payments.uploadEvidence(file)).fileId;
      };
      const packetFileId = await upload(document.objectKey, 'evidence');
      const agreementFileId = facts.signedLeaseKey === null ? undefined : await upload(facts.signedLeaseKey, 'lease');
      const addedFileIds: string[] = [];
      for (const added of facts.documents) addedFileIds.push(await upload(added.key, 'document'));
      const answer = await vendors.payments.submitEvidence({
        disputeId: dispute.vendorRef,
        submissionId,
        words: submission.words,
        packetFileId,
        agreementFileId,
        addedFileIds,
        customerName: facts.payer?.name,
        customerEmail: facts.payer?.email ?? undefined,
        serviceDate: facts.packet.payment.paidOn,
        productDescription: `Rent of a home: ${facts.propertyName}`,
        idempotencyKey: submissionId,
      });
      await inOrganization(database, organizationId, (tx) =>
        moveSubmission(tx, { ...ref, to: 'sent', vendorFileRef: packetFileId, now: now() }),
      );
      await bookNews(ref, answer, dispute.paymentId);
    },

    /** Nobody knows whether the evidence arrived: marks it, so that nothing is sent before the vendor was asked. */
    async markEvidenceUnknown(ref: Submission): Promise<void> {
      const dispute = await load(ref);
      const status = dispute.submissions.find((one) => one.id === ref.submissionId)?.status;
      if (status === 'prepared') await move(ref, 'unknown');
    },

    /** Asks the vendor whether evidence whose answer was lost arrived. */
    async reconcileEvidence(ref: Submission): Promise<{ arrived: boolean }> {
      const dispute = await load(ref);
      const found = await vendors.payments.retrieveDispute(dispute.vendorRef);
      const arrived = found.metadata.submission_id === ref.submissionId;
      await move(ref, arrived ? 'sent' : 'prepared');
      await bookNews(ref, found, dispute.paymentId);
      return { arrived };
    },

    /** The vendor would not take the evidence. */
    async refuseEvidence(ref: Submission & { why: string }): Promise<void> {
      const { why, ...submission } = ref;
      await move(submission, 'refused', { failure: why });
    },

    /** Lets the payer keep the money, as the landlord decided. */
    async concedeDispute(ref: DisputeRef): Promise<void> {
      const dispute = await load(ref);
      const closed = await vendors.payments.acceptDispute(dispute.vendorRef, `accept/${ref.disputeId}`);
      await bookNews(ref, closed, dispute.paymentId);
    },

    /** Finds disputes and late returns that no webhook told of, and has each followed. @returns how many were new */
    async watchDisputes({ sinceMs }: { sinceMs: number }): Promise<{ seen: number; found: number }> {
      const disputes = await vendors.payments.listDisputes(new Date(sinceMs));
      let found = 0;
      for (const dispute of disputes) {
        if (dispute.paymentIntentId === null) continue;
        const owner = await ownerOfVendorRef(database, 'payment_intent', dispute.paymentIntentId);
        if (owner === null) continue;
        const { organizationId, subjectId: paymentId } = owner;
        const ref = await inOrganization(database, organizationId, async (tx) => {
          const known = await tx.dispute.findFirst({ where: { vendorRef: dispute.disputeId } });
          const isNews = known === null || known.status !== disputeStatusOf(dispute.status);
          if (isNews) {
            const cause = { kind: 'dispute', disputeId: dispute.disputeId } as const;
            await beginReversal(tx, { organizationId, paymentId, cause, isClosed: known !== null });
          }
          return known === null ? null : { organizationId, disputeId: known.id };
        });
        found += ref === null ? 1 : 0;
        if (ref !== null) await settleOrLeave(deps, ref);
      }
      return { seen: disputes.length, found };
    },
  };
}

function summaryOf(packet: Awaited<ReturnType<typeof packetFacts>>['packet']): string {
  const { landlordName, address, payment, tenantNames } = packet;
  return [
    `${landlordName} rents the home at ${address} to ${tenantNames.join(', ')}.`,
    `The payment of ${(payment.amountCents / 100).toFixed(2)} USD on ${payment.paidOn} was for what the lease says they owe.`,
    'Attached: the lease, the ledger, receipts, the messages sent to the tenants, and the authorization of automatic payments.',
  ].join(' ');
}
