import { z } from 'zod';
import { notFound } from '../../../domain/errors';
import { dispatchPolicyOf } from '../../../domain/triage';
import { inOrganization, type Transaction } from '../../../store/database';
import { tokenOfLink } from '../../../store/links/link-tokens';
import { type OfferRow, type Repair, readRepair } from '../../../store/maintenance/load-repair';
import { localMoment } from '../../../store/maintenance/local-times';
import { parseInput } from '../../http/parse';
import { commandRepair } from '../../maintenance-requests/command-repair';
import { Form, Go, TextField } from '../kernel/forms';
import { Note } from '../kernel/layout';
import { fieldOf, type LinkPage, type Shown, type Visit } from '../kernel/link-page';
import { Photos, readPhotos, type ShownPhoto } from '../repair/photos';
import { CLOSED, OFFER } from './words';

const refusal = z.object({ reason: z.string().trim().max(300, { error: 'must be at most 300 characters' }) });

type Offered = { repair: Repair; offer: OfferRow; photos: ShownPhoto[]; jobToken: string | null };

function read({ link, services }: Visit): Promise<Offered> {
  const { organizationId, subjectId, partyId } = link;
  return inOrganization(services.database, organizationId, async (tx) => {
    const row = await tx.dispatchOffer.findUnique({ where: { id: subjectId }, include: { workOrder: true } });
    if (row === null || row.vendorId !== partyId) throw notFound('offer');
    const repair = await readRepair(tx, { organizationId, requestId: row.workOrder.requestId });
    const offer = repair.row.workOrders.flatMap(({ offers }) => offers).find(({ id }) => id === subjectId);
    if (offer === undefined) throw notFound('offer');
    return {
      repair,
      offer,
      photos: await readPhotos(tx, services.files, { requestId: repair.ref.requestId }),
      jobToken: await jobTokenOf(tx, services.linkKey, { workOrderId: row.workOrderId, vendorId: partyId }),
    };
  });
}

/** The token of the vendor's link to the job, which they were also sent. */
async function jobTokenOf(
  tx: Transaction,
  linkKey: Buffer,
  { workOrderId, vendorId }: { workOrderId: string; vendorId: string },
): Promise<string | null> {
  const link = await tx.linkToken.findFirst({
    where: { purpose: 'vendor_job', subjectId: workOrderId, partyId: vendorId, revokedAt: null },
    orderBy: { expiresAt: 'desc' },
    select: { id: true },
  });
  return link === null ? null : tokenOfLink(linkKey, link.id);
}

/** A vendor takes a job or says no. */
export const vendorOfferPage: LinkPage = {
  purpose: 'vendor_offer',
  async show(visit) {
    const offered = await read(visit);
    return { title: offered.repair.summary, body: <Offer visit={visit} offered={offered} /> };
  },
  async submit(submission) {
    const { fields, services, base } = submission;
    const { repair, offer } = await read(submission);
    if (fieldOf(fields, 'answer') === 'decline') {
      const { reason } = parseInput(refusal, { reason: fieldOf(fields, 'reason') }, 'body');
      const said = { offerId: offer.id, ...(reason === '' ? {} : { reason }) };
      await commandRepair(services, repair.ref, 'declineOffer', said);
      return base;
    }
    await commandRepair(services, repair.ref, 'acceptOffer', { offerId: offer.id });
    const { jobToken } = await read(submission);
    return jobToken === null ? base : `/l/${jobToken}`;
  },
};

function Offer({ visit, offered }: { visit: Shown; offered: Offered }) {
  const { locale, now } = visit;
  const { repair, offer, photos } = offered;
  return (
    <>
      <p className="muted">{OFFER[repair.severity][locale]}</p>
      <h1>{repair.summary}</h1>
      <p className="muted">{repair.address}</p>
      <div className="card">
        <p>{repair.row.description}</p>
        <Photos photos={photos} />
      </div>
      {offer.status === 'sent' ? (
        <Form visit={visit}>
          <p>
            {OFFER.answerBy[locale]} <b>{localMoment(offer.expiresAt, repair.zone, locale, now)}</b>.
          </p>
          {dispatchPolicyOf(repair.severity).parallelOffers > 1 ? <p className="small">{OFFER.first[locale]}</p> : null}
          <Go name="answer" value="accept">
            {OFFER.accept[locale]}
          </Go>
          <TextField visit={visit} name="reason" label={OFFER.reason[locale]} maxLength={300} />
          <Go quiet name="answer" value="decline">
            {OFFER.decline[locale]}
          </Go>
        </Form>
      ) : (
        <Closed visit={visit} offered={offered} />
      )}
    </>
  );
}

function Closed({ visit: { locale }, offered: { offer, jobToken } }: { visit: Shown; offered: Offered }) {
  const told = CLOSED[offer.status];
  if (told === undefined) return null;
  return (
    <div className="card">
      <Note tone={told.tone} title={told.title[locale]}>
        {told.text[locale]}
      </Note>
      {offer.status === 'accepted' && jobToken !== null ? (
        <a className="btn primary" href={`/l/${jobToken}`}>
          {OFFER.openJob[locale]}
        </a>
      ) : null}
    </div>
  );
}
