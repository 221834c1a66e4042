import { TenureError } from '../../domain/errors';
import { inOrganization } from '../../store/database';
import { recordDocument } from '../../store/documents/record-document';
import { completeSigning, type FiledPaper } from '../../store/envelopes/complete-signing';
import { type EndedSigning, endSigning } from '../../store/envelopes/end-signing';
import { lockEnvelope } from '../../store/envelopes/lock-envelope';
import { recordEnvelopeNews } from '../../store/envelopes/record-envelope-news';
import { recordSent } from '../../store/envelopes/record-sent';
import { sendSigningLinks } from '../../store/envelopes/send-signing-links';
import { homeAddress } from '../../store/leases/home-address';
import { loadLease } from '../../store/leases/lock-lease';
import { isVendorFailure } from '../../vendors/failure';
import type { ActivityDependencies } from '../dependencies';
import { sha256 } from '../documents';
import {
  daysLeft,
  declinedBy,
  type EnvelopeState,
  isOver,
  newsOf,
  type OpenEnvelope,
  OUTCOMES,
  openEnvelope,
  type SigningFacts,
  signerOf,
  transactionIdOf,
} from './envelope-states';
import { type EnvelopeRef, fileConsents, loadEnvelope, paperOf, paperStore } from './papers';

export type { OpenEnvelope, SigningFacts } from './envelope-states';
export type { EnvelopeRef } from './papers';

/** Everything that the signing workflow does in the world. */
export function createSigningActivities(deps: ActivityDependencies) {
  const { database, vendors, linkKey, urls, now } = deps;
  return {
    /** Which envelope of a lease is open, if any. */
    async signingFacts(ref: { organizationId: string; leaseId: string }): Promise<SigningFacts> {
      const lease = await inOrganization(database, ref.organizationId, (tx) => loadLease(tx, ref.leaseId));
      const envelope = lease.envelopes[0];
      const outcome = OUTCOMES.find((known) => known === envelope?.status) ?? 'voided';
      if (envelope === undefined || isOver(envelope.status)) return { envelope: null, outcome };
      return { envelope: openEnvelope(envelope), outcome };
    },

    /** Writes the lease as a PDF and files it with its hash. The same envelope always gives the same bytes. */
    async prepareLeasePaper(ref: EnvelopeRef): Promise<void> {
      const { lease, envelope, pdf } = await paperOf(database, ref);
      const key = `${ref.organizationId}/leases/${lease.id}/${envelope.id}/lease.pdf`;
      await vendors.objects.put({ key, body: pdf, contentType: 'application/pdf' });
      await inOrganization(database, ref.organizationId, async (tx) => {
        const documentId = await recordDocument(tx, {
          organizationId: ref.organizationId,
          leaseId: lease.id,
          subjectId: envelope.id,
          kind: 'lease',
          title: 'Lease to be signed',
          objectKey: key,
          byteSize: pdf.length,
          sha256: sha256(pdf),
        });
        await tx.envelope.update({ where: { id: envelope.id }, data: { documentId }, select: { id: true } });
      });
    },

    /**
     * Sends the papers to the signature service. Irreversible, but safe to repeat: the service is asked first whether
     * it has an envelope under this one's transaction id.
     */
    async sendLeaseEnvelope(ref: EnvelopeRef): Promise<OpenEnvelope> {
      const { lease, envelope, pdf } = await paperOf(database, ref);
      if (envelope.vendorRef === null) {
        const { envelopeId: vendorRef } = await vendors.signatures.sendEnvelope({
          transactionId: transactionIdOf(envelope.id),
          leaseId: lease.id,
          organizationId: lease.organizationId,
          pdf,
          documentName: `Lease ${homeAddress(lease.unit)}`,
          subject: `Lease for ${homeAddress(lease.unit)}`,
          signers: envelope.signers.map(signerOf),
          expiresInDays: daysLeft(envelope, now()),
          webhookUrl: `${urls.api}/webhooks/docusign`,
        });
        const sent = { leaseId: ref.leaseId, envelopeId: ref.envelopeId, vendorRef, now: now() };
        await inOrganization(database, ref.organizationId, (tx) => recordSent(tx, linkKey, sent));
      }
      const after = await loadEnvelope(database, ref);
      return openEnvelope(after.envelope);
    },

    /** Asks the service who has signed, and brings the store to it. */
    async checkEnvelope(ref: EnvelopeRef): Promise<EnvelopeState> {
      const { envelope } = await loadEnvelope(database, ref);
      if (envelope.vendorRef === null) return { status: 'open', envelope: openEnvelope(envelope) };
      const told = await vendors.signatures.envelopeStatus(envelope.vendorRef);
      await inOrganization(database, ref.organizationId, (tx) =>
        recordEnvelopeNews(tx, { ...ref, news: newsOf(told), now: now() }),
      );
      if (told.status === 'completed') return { status: 'completed' };
      if (told.status === 'declined') return declinedBy(told, envelope);
      if (told.status === 'voided') {
        return { status: 'voided', reason: told.voidedReason ?? 'Withdrawn at the signature service', by: 'system' };
      }
      return { status: 'open', envelope: openEnvelope((await loadEnvelope(database, ref)).envelope) };
    },

    /** Sends those who have not signed their link once more, each occasion once. */
    async remindSigners({ occasion, ...ref }: EnvelopeRef & { occasion: string }): Promise<{ reminded: number }> {
      const reminded = await inOrganization(database, ref.organizationId, async (tx) => {
        const { lease, envelope } = await lockEnvelope(tx, ref);
        return sendSigningLinks(tx, linkKey, { lease, envelope, kind: 'signing_reminder', occasion });
      });
      return { reminded };
    },

    /**
     * A page on which one signer signs now.
     * @throws TenureError rule_forbids for a tenant who has not agreed to sign electronically (15 U.S.C. 7001(c))
     */
    async envelopeSigningUrl(ref: EnvelopeRef & { signerId: string; returnUrl: string }): Promise<{ url: string }> {
      const { envelope } = await loadEnvelope(database, ref);
      const signer = envelope.signers.find(({ id }) => id === ref.signerId);
      if (signer === undefined || envelope.vendorRef === null)
        throw new TenureError('not_found', 'There is no such signer.');
      if (signer.role === 'tenant' && signer.consentedAt === null) {
        throw new TenureError('rule_forbids', 'Agree to sign electronically first.');
      }
      return { url: await vendors.signatures.signingUrl(envelope.vendorRef, signerOf(signer), ref.returnUrl) };
    },

    /** Makes sure that nobody can sign the papers any more; also those whose sending was never answered. */
    async voidLeaseEnvelope({ reason, ...ref }: EnvelopeRef & { reason: string }): Promise<void> {
      const { envelope } = await loadEnvelope(database, ref);
      const vendorRef =
        envelope.vendorRef ?? (await vendors.signatures.findEnvelope(transactionIdOf(envelope.id)))?.envelopeId;
      if (vendorRef === undefined) return;
      try {
        await vendors.signatures.voidEnvelope(vendorRef, reason.slice(0, 200));
      } catch (error) {
        // Over already, by itself or by an earlier try.
        if (!isVendorFailure(error) || error.kind !== 'rejected') throw error;
      }
    },

    /** Writes down that an envelope ended without a lease. */
    async endSigning(ref: EnvelopeRef & Pick<EndedSigning, 'as' | 'reason' | 'by'>): Promise<void> {
      const { organizationId, ...ended } = ref;
      await inOrganization(database, organizationId, (tx) => endSigning(tx, { ...ended, webUrl: urls.web }));
    },

    /** Fetches the signed papers and their certificate, writes the proofs of consent, and stores all with hashes. */
    async fileSignedPapers(ref: EnvelopeRef): Promise<FiledPaper[]> {
      const { lease, envelope } = await loadEnvelope(database, ref);
      if (envelope.vendorRef === null) throw new TenureError('internal', 'Signed papers without a reference.');
      const [signed, certificate] = await Promise.all([
        vendors.signatures.download(envelope.vendorRef, 'combined'),
        vendors.signatures.download(envelope.vendorRef, 'certificate'),
      ]);
      const store = paperStore(deps, `${ref.organizationId}/leases/${lease.id}/${envelope.id}`);
      return [
        await store('signed_lease', 'Signed lease', 'signed.pdf', signed),
        await store('signing_certificate', 'Certificate of signing', 'certificate.pdf', certificate),
        ...(await fileConsents(deps, lease, envelope, store)),
      ];
    },

    /** Everyone has signed: see store/envelopes/complete-signing. */
    async completeSigning(ref: EnvelopeRef & { papers: FiledPaper[] }): Promise<void> {
      const { organizationId, ...completed } = ref;
      await inOrganization(database, organizationId, (tx) =>
        completeSigning(tx, linkKey, { ...completed, now: now() }),
      );
    },
  };
}
