import { z } from 'zod';
import { notFound } from '../../../domain/errors';
import { esignDisclosure } from '../../../domain/esign-consent';
import { workflowIds } from '../../../domain/workflow-ids';
import { recordEsignConsent } from '../../../store/consents/record-esign-consent';
import { inOrganization } from '../../../store/database';
import { homeAddress } from '../../../store/leases/home-address';
import { loadLease } from '../../../store/leases/lock-lease';
import { parseInput } from '../../http/parse';
import { Form, Go, Pick } from '../kernel/forms';
import { Note } from '../kernel/layout';
import { fieldOf, type LinkPage, type Shown, type Submission, type Visit } from '../kernel/link-page';
import { SIGNING } from './words';

const PDF_SECONDS = 1_800;

/** What stands before a tenant: a lease to read, agree to and sign, or how that ended. */
type Standing = {
  address: string;
  state: 'to_agree' | 'to_sign' | 'signed' | 'complete' | 'declined' | 'closed';
  /** The lease to read, or the signed copy. */
  pdfUrl: string | null;
};

/** A tenant reads the lease, agrees to sign electronically, and goes to the signature service's page. */
export const signingPage: LinkPage = {
  purpose: 'sign_lease',
  async show(visit) {
    const standing = await load(visit);
    const body =
      standing.state === 'to_agree' || standing.state === 'to_sign' ? (
        <ToSign visit={visit} standing={standing} />
      ) : (
        <Ended visit={visit} standing={standing} />
      );
    return { title: SIGNING.title[visit.locale], body };
  },
  async submit(submission) {
    const { link, services, base, locale } = submission;
    const signerId = await agree(submission);
    const returnUrl = `${services.urls.api}${base}/done?lang=${locale}`;
    const workflowId = workflowIds.signing(link.subjectId);
    const { url } = await services.temporal.executeUpdate<{ url: string }>(workflowId, 'signingUrl', [
      { signerId, returnUrl },
    ]);
    return url;
  },
};

const agreement = z.object({ agree: z.literal('yes', { error: 'must be agreed to' }) });

/** Records the consent where it is not there yet. @returns whose signature is next */
async function agree(submission: Submission): Promise<string> {
  const { link, services, fields, locale, organization, ip, userAgent, now } = submission;
  const { state } = await load(submission);
  if (state !== 'to_sign') parseInput(agreement, { agree: fieldOf(fields, 'agree') }, 'body');
  const { version, title, sections } = disclosureFor(organization, locale);
  const words = sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]);
  return inOrganization(services.database, link.organizationId, (tx) =>
    recordEsignConsent(tx, {
      leaseId: link.subjectId,
      tenantId: link.partyId,
      text: [title, `(${version})`, ...words].join('\n\n'),
      locale,
      ip,
      userAgent,
      now,
    }),
  );
}

function disclosureFor(organization: Visit['organization'], locale: Visit['locale']) {
  return esignDisclosure({ landlordName: organization.name, contact: organization.email }, locale);
}

async function load({ link, services }: Visit): Promise<Standing> {
  const { lease, keys } = await inOrganization(services.database, link.organizationId, async (tx) => {
    const lease = await loadLease(tx, link.subjectId);
    const wanted = [lease.documentId, lease.envelopes[0]?.documentId].filter((id) => typeof id === 'string');
    const documents = await tx.document.findMany({
      where: { id: { in: wanted } },
      select: { id: true, objectKey: true },
    });
    return { lease, keys: new Map(documents.map(({ id, objectKey }) => [id, objectKey])) };
  });
  if (!lease.tenants.some(({ tenantId }) => tenantId === link.partyId)) throw notFound('lease');
  const envelope = lease.envelopes[0];
  const signer = envelope?.signers.find(({ tenantId }) => tenantId === link.partyId);
  const state = stateOf({ envelopeStatus: envelope?.status, leaseStatus: lease.status, signer });
  const documentId = state === 'complete' ? lease.documentId : envelope?.documentId;
  const key = keys.get(documentId ?? '');
  const name = state === 'complete' ? 'signed-lease.pdf' : 'lease.pdf';
  const pdfUrl =
    key === undefined || state === 'closed'
      ? null
      : await services.files.downloadUrl({ key, expiresInSeconds: PDF_SECONDS, downloadAs: name });
  return { address: homeAddress(lease.unit), state, pdfUrl };
}

function stateOf({
  envelopeStatus,
  leaseStatus,
  signer,
}: {
  envelopeStatus: string | undefined;
  leaseStatus: string;
  signer: { status: string; consentedAt: Date | null } | undefined;
}): Standing['state'] {
  if (envelopeStatus === 'completed') return 'complete';
  if (signer?.status === 'declined') return 'declined';
  if (signer === undefined || leaseStatus !== 'out_for_signature') return 'closed';
  if (signer.status === 'signed') return 'signed';
  return signer.consentedAt === null ? 'to_agree' : 'to_sign';
}

function ToSign({ visit, standing }: { visit: Shown; standing: Standing }) {
  const { locale, step, query, organization } = visit;
  const isBack = step === 'done';
  // The browser is often back before the service has told us.
  if (isBack && query.event === 'signing_complete') {
    return <Ended visit={visit} standing={{ ...standing, state: 'signed', pdfUrl: null }} />;
  }
  if (isBack && query.event === 'decline') {
    return <Ended visit={visit} standing={{ ...standing, state: 'declined', pdfUrl: null }} />;
  }
  return (
    <>
      {isBack ? (
        <Note tone="wait" title={SIGNING.laterTitle[locale]}>
          {SIGNING.later[locale]}
        </Note>
      ) : null}
      <h1>{SIGNING.title[locale]}</h1>
      <p className="muted">{standing.address}</p>
      {standing.pdfUrl === null ? null : (
        <a className="btn" href={standing.pdfUrl}>
          {SIGNING.read[locale]}
        </a>
      )}
      <Form visit={visit} step="">
        {standing.state === 'to_agree' ? (
          <>
            <Disclosure organization={organization} locale={locale} />
            <Pick visit={visit} type="checkbox" name="agree" value="yes" label={SIGNING.agree[locale]} required />
            <Go>{SIGNING.go[locale]}</Go>
          </>
        ) : (
          <>
            <p className="small">{SIGNING.agreed[locale]}</p>
            <Go>{SIGNING.sign[locale]}</Go>
          </>
        )}
      </Form>
    </>
  );
}

function Disclosure({ organization, locale }: Pick<Visit, 'organization' | 'locale'>) {
  const { title, sections } = disclosureFor(organization, locale);
  return (
    <section className="card">
      <h2>{title}</h2>
      {sections.map(({ heading, paragraphs }) => (
        <div key={heading}>
          <h3>{heading}</h3>
          {paragraphs.map((paragraph) => (
            <p className="small" key={paragraph.slice(0, 24)}>
              {paragraph}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

const ENDED = {
  signed: { tone: 'ok', title: SIGNING.signedTitle, text: SIGNING.signed },
  complete: { tone: 'ok', title: SIGNING.completeTitle, text: SIGNING.complete },
  declined: { tone: 'bad', title: SIGNING.declinedTitle, text: SIGNING.declined },
  closed: { tone: 'wait', title: SIGNING.closedTitle, text: SIGNING.closed },
} as const;

function Ended({ visit: { locale }, standing }: { visit: Shown; standing: Standing }) {
  const { state, pdfUrl, address } = standing;
  const told = state === 'to_agree' || state === 'to_sign' ? ENDED.closed : ENDED[state];
  return (
    <>
      <Note tone={told.tone} title={told.title[locale]}>
        {told.text[locale]}
      </Note>
      <h1>{SIGNING.title[locale]}</h1>
      <p className="muted">{address}</p>
      {state === 'complete' && pdfUrl !== null ? (
        <a className="btn primary" href={pdfUrl}>
          {SIGNING.copy[locale]}
        </a>
      ) : null}
    </>
  );
}
