import { esignDisclosure } from '../../domain/esign-consent';
import { localeOf } from '../../domain/locales';
import { type Database, inOrganization } from '../../store/database';
import type { FiledPaper } from '../../store/envelopes/complete-signing';
import { type LockedEnvelope, lockEnvelope } from '../../store/envelopes/lock-envelope';
import type { LoadedLease } from '../../store/leases/lock-lease';
import { readOrganization } from '../../store/organizations/read-organization';
import type { ActivityDependencies } from '../dependencies';
import { esignConsentPdf, leasePdf, sha256 } from '../documents';
import { leaseOnPaper } from '../lease-paper';

export type EnvelopeRef = { organizationId: string; leaseId: string; envelopeId: string };

/** An envelope with its lease. @throws TenureError not_found */
export function loadEnvelope(database: Database, ref: EnvelopeRef) {
  return inOrganization(database, ref.organizationId, (tx) => lockEnvelope(tx, ref));
}

/** An envelope with its lease and the paper to be signed: the same bytes each time. */
export async function paperOf(database: Database, ref: EnvelopeRef) {
  const { organization, ...loaded } = await inOrganization(database, ref.organizationId, async (tx) => ({
    ...(await lockEnvelope(tx, ref)),
    organization: await readOrganization(tx, ref.organizationId),
  }));
  const pdf = await leasePdf(leaseOnPaper(loaded.lease, loaded.envelope, organization));
  return { ...loaded, pdf };
}

/** Puts one paper into object storage. */
export type PaperStore = (kind: FiledPaper['kind'], title: string, name: string, body: Buffer) => Promise<FiledPaper>;

/** Where the papers of one envelope are put. */
export function paperStore({ vendors }: ActivityDependencies, folder: string): PaperStore {
  return async (kind, title, name, body) => {
    const objectKey = `${folder}/${name}`;
    await vendors.objects.put({ key: objectKey, body, contentType: 'application/pdf' });
    return { kind, title, objectKey, byteSize: body.length, sha256: sha256(body) };
  };
}

/** The proof that each tenant agreed to sign electronically, in the words they saw. */
export async function fileConsents(
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
