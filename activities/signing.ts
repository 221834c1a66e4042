import { createHash } from 'node:crypto';
import { TenureError } from '../domain/errors';
import { esignDisclosure } from '../domain/esign-consent';
import { localeOf } from '../domain/locales';
import { STATES } from '../domain/states';
import { type Database, inOrganization } from '../store/database';
import { recordDocument } from '../store/documents/record-document';
import { completeSigning, type FiledPaper } from '../store/envelopes/complete-signing';
import { type EndedSigning, endSigning } from '../store/envelopes/end-signing';
import { type LockedEnvelope, lockEnvelope } from '../store/envelopes/lock-envelope';
import { type EnvelopeNews, recordEnvelopeNews, type SignerState } from '../store/envelopes/record-envelope-news';
import { recordSent } from '../store/envelopes/record-sent';
import { sendSigningLinks } from '../store/envelopes/send-signing-links';
import { homeAddress } from '../store/leases/home-address';
import { type LoadedLease, loadLease } from '../store/leases/lock-lease';
import { readOrganization } from '../store/organizations/read-organization';
import { isVendorFailure } from '../vendors/failure';
import type { EnvelopeSigner, EnvelopeStatus } from '../vendors/signatures';
import type { ActivityDependencies } from './dependencies';
import { esignConsentPdf, leasePdf, sha256 } from './documents';
import { leaseOnPaper } from './lease-paper';

export type EnvelopeRef = { organizationId: string; leaseId: string; envelopeId: string };

/** An envelope that is not over, without a word about anybody; instants in epoch milliseconds. */
export type OpenEnvelope = {
  envelopeId: string;
  isSent: boolean;
  sentAtMs: number | null;
  expiresAtMs: number;
  signers: { signerId: string; role: string; status: string; routingOrder: number }[];
};
export type SigningFacts = {
  /** Null where nothing is out to be signed. */
  envelope: OpenEnvelope | null;
  /** How the last envelope ended, where none is open. */
  outcome: 'completed' | 'declined' | 'expired' | 'voided';
};
export type EnvelopeState =
  | { status: 'open'; envelope: OpenEnvelope }
  | { status: 'completed' }
  | { status: 'declined' | 'voided'; reason: string; by: string };

const DAY_MS = 86_400_000;

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
      const after = await load(database, ref);
      return openEnvelope(after.envelope);
    },

    /** Asks the service who has signed, and brings the store to it. */
    async checkEnvelope(ref: EnvelopeRef): Promise<EnvelopeState> {
      const { envelope } = await load(database, ref);
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
      return { status: 'open', envelope: openEnvelope((await load(database, ref)).envelope) };
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
      const { envelope } = await load(database, ref);
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
      const { envelope } = await load(database, ref);
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
      const { lease, envelope } = await load(database, ref);
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

const OUTCOMES = ['completed', 'declined', 'expired', 'voided'] as const;

function isOver(status: string): boolean {
  const next = Object.entries(STATES.envelope).find(([known]) => known === status)?.[1];
  return next === undefined || next.length === 0;
}

function load(database: Database, ref: EnvelopeRef) {
  return inOrganization(database, ref.organizationId, (tx) => lockEnvelope(tx, ref));
}

async function paperOf(database: Database, ref: EnvelopeRef) {
  const { organization, ...loaded } = await inOrganization(database, ref.organizationId, async (tx) => ({
    ...(await lockEnvelope(tx, ref)),
    organization: await readOrganization(tx, ref.organizationId),
  }));
  const pdf = await leasePdf(leaseOnPaper(loaded.lease, loaded.envelope, organization));
  return { ...loaded, pdf };
}

/** The service wants a UUID that is ours and the same each time: one made of the envelope's id. */
export function transactionIdOf(envelopeId: string): string {
  const hex = createHash('sha256').update(`docusign|${envelopeId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function openEnvelope(envelope: LoadedLease['envelopes'][number]): OpenEnvelope {
  const { id, vendorRef, sentAt, expiresAt, createdAt, signers } = envelope;
  return {
    envelopeId: id,
    isSent: vendorRef !== null,
    sentAtMs: sentAt?.getTime() ?? null,
    expiresAtMs: (expiresAt ?? new Date(createdAt.getTime() + 14 * DAY_MS)).getTime(),
    signers: signers.map(({ id: signerId, role, status, routingOrder }) => ({ signerId, role, status, routingOrder })),
  };
}

function signerOf(signer: LockedEnvelope['signers'][number]): EnvelopeSigner {
  const { id, name, email, recipientRef, routingOrder } = signer;
  return { recipientId: recipientRef, name, email, routingOrder, embeddedId: id };
}

/** A day more than ours, so that it is we who say that it ran out. */
function daysLeft({ expiresAt }: LockedEnvelope, now: Date): number {
  const left = ((expiresAt?.getTime() ?? 0) - now.getTime()) / DAY_MS;
  return Math.max(1, Math.ceil(left)) + 1;
}

function newsOf(told: EnvelopeStatus): EnvelopeNews {
  const states: Readonly<Record<string, SignerState>> = {
    delivered: 'delivered',
    signed: 'signed',
    declined: 'declined',
  };
  return {
    isDelivered: told.status === 'delivered',
    signers: told.signers.map(({ recipientId, status, signedAt }) => ({
      recipientRef: recipientId,
      status: states[status] ?? 'sent',
      signedAt,
    })),
  };
}

function declinedBy(told: EnvelopeStatus, envelope: LockedEnvelope): EnvelopeState {
  const who = told.signers.find(({ status }) => status === 'declined');
  const signer = envelope.signers.find(({ recipientRef }) => recipientRef === who?.recipientId);
  return { status: 'declined', reason: who?.declinedReason ?? '', by: signer?.tenantId ?? signer?.id ?? 'system' };
}

type PaperStore = (kind: FiledPaper['kind'], title: string, name: string, body: Buffer) => Promise<FiledPaper>;

function paperStore({ vendors }: ActivityDependencies, folder: string): PaperStore {
  return async (kind, title, name, body) => {
    const objectKey = `${folder}/${name}`;
    await vendors.objects.put({ key: objectKey, body, contentType: 'application/pdf' });
    return { kind, title, objectKey, byteSize: body.length, sha256: sha256(body) };
  };
}

/** The proof that each tenant agreed to sign electronically, in the words they saw. */
async function fileConsents(
  { database }: ActivityDependencies,
  lease: LoadedLease,
  envelope: LockedEnvelope,
  store: PaperStore,
): Promise<FiledPaper[]> {
  const tenantIds = lease.tenants.map(({ tenantId }) => tenantId);
  const { consents, organization } = await inOrganization(database, lease.organizationId, async (tx) => ({
    consents: await tx.consent.findMany({
      where: { kind: 'esign', tenantId: { in: tenantIds }, givenAt: { gte: envelope.createdAt } },
      orderBy: { givenAt: 'asc' },
    }),
    organization: await readOrganization(tx, lease.organizationId),
  }));
  const papers: FiledPaper[] = [];
  for (const signer of envelope.signers) {
    const consent = consents.find(({ tenantId }) => tenantId !== null && tenantId === signer.tenantId);
    if (consent === undefined) continue;
    const locale = localeOf(consent.locale);
    const body = await esignConsentPdf({
      consentId: consent.id,
      leaseId: lease.id,
      landlordName: organization.name,
      signerName: signer.name,
      signerEmail: signer.email,
      disclosure: esignDisclosure({ landlordName: organization.name, contact: organization.email }, locale),
      consentedAt: consent.givenAt,
      ipAddress: consent.ip ?? '',
      userAgent: consent.userAgent ?? '',
      language: locale === 'es' ? 'es-US' : 'en-US',
      createdAt: consent.givenAt,
    });
    const title = `Consent to sign electronically, ${signer.name}`;
    papers.push(await store('esign_consent', title, `consent-${signer.recipientRef}.pdf`, body));
  }
  return papers;
}
