import { z } from 'zod';
import { notFound } from '../../../domain/errors';
import { SAFETY_TEXTS } from '../../../domain/messages';
import { TRIAGE_RULES } from '../../../domain/triage-rules';
import { inOrganization } from '../../../store/database';
import { type Repair, readRepair } from '../../../store/maintenance/load-repair';
import { localWindow } from '../../../store/maintenance/local-times';
import { parseInput } from '../../http/parse';
import { text, whole } from '../../http/schema';
import { commandRepair, reopen } from '../../maintenance-requests/command-repair';
import { Form, Go, LongField, SelectField } from '../kernel/forms';
import { Note } from '../kernel/layout';
import { fieldOf, type LinkPage, type Shown, type Visit } from '../kernel/link-page';
import { Photos, readPhotos, type ShownPhoto } from './photos';
import { RATINGS, STATUS, TOLD } from './words';

const rating = z.object({
  rating: z.union([z.literal('').transform(() => undefined), z.coerce.number().pipe(whole(1, 5))]),
});
const complaint = z.object({ reason: text(1_000) });

function read({ link, services }: Visit): Promise<{ repair: Repair; photos: ShownPhoto[] }> {
  return inOrganization(services.database, link.organizationId, async (tx) => {
    const repair = await readRepair(tx, { organizationId: link.organizationId, requestId: link.subjectId });
    const workOrderId = repair.workOrder?.status === 'done' ? repair.workOrder.id : undefined;
    return { repair, photos: await readPhotos(tx, services.files, { requestId: link.subjectId, workOrderId }) };
  });
}

/** A tenant follows their repair, confirms it or says that it is not fixed. */
export const repairStatusPage: LinkPage = {
  purpose: 'repair_status',
  async show(visit) {
    const { repair, photos } = await read(visit);
    return { title: STATUS.title[visit.locale], body: <Status visit={visit} repair={repair} photos={photos} /> };
  },
  async submit({ link, services, fields, step, base, locale }) {
    const ref = { organizationId: link.organizationId, requestId: link.subjectId };
    const by = link.partyId;
    if (step === 'confirm') {
      const given = parseInput(rating, { rating: fieldOf(fields, 'rating') }, 'body');
      await commandRepair(services, ref, 'confirm', {
        by,
        ...(given.rating === undefined ? {} : { rating: given.rating }),
      });
    } else if (step === 'reopen') {
      await reopen(services, ref, { by, ...parseInput(complaint, { reason: fieldOf(fields, 'reason') }, 'body') });
    } else if (step === 'cancel') {
      await commandRepair(services, ref, 'cancel', { by, reason: STATUS.canceledBy[locale] });
    } else {
      throw notFound('button');
    }
    return base;
  },
};

type PageProps = { visit: Shown; repair: Repair; photos: ShownPhoto[] };

function Status({ visit, repair, photos }: PageProps) {
  const { locale } = visit;
  const told = TOLD[repair.status];
  return (
    <>
      <h1>{repair.summary}</h1>
      <p className="muted">{repair.address}</p>
      <section>
        <Note tone={told.tone} title={told.title[locale]}>
          {told.text[locale]}
        </Note>
      </section>
      <Safety repair={repair} visit={visit} />
      <Visitor repair={repair} visit={visit} />
      <Answers repair={repair} visit={visit} />
      <div className="card">
        <h2>{STATUS.said[locale]}</h2>
        <p>{repair.row.description}</p>
        <Photos photos={photos} />
      </div>
    </>
  );
}

/** What to do in danger, until somebody is there. */
function Safety({ repair, visit: { locale } }: { repair: Repair; visit: Shown }) {
  const key = TRIAGE_RULES.find(({ category }) => category === repair.row.category)?.safetyText ?? null;
  const isWaiting = ['reported', 'dispatching', 'escalated', 'accepted', 'scheduled'].includes(repair.status);
  if (key === null || !isWaiting || repair.severity !== 'emergency') return null;
  return <Note tone="bad" title={SAFETY_TEXTS[locale][key]} />;
}

function Visitor({ repair, visit: { locale } }: { repair: Repair; visit: Shown }) {
  const job = repair.workOrder;
  if (job?.vendor == null || repair.status === 'canceled') return null;
  const { scheduledStart, scheduledEnd, notes } = job;
  return (
    <div className="card">
      <h2>{STATUS.who[locale]}</h2>
      <p>{job.vendor.name}</p>
      {scheduledStart === null || scheduledEnd === null ? null : (
        <>
          <h2>{STATUS.when[locale]}</h2>
          <p>{localWindow(scheduledStart, scheduledEnd, repair.zone, locale)}</p>
        </>
      )}
      {notes === null ? null : (
        <>
          <h2>{STATUS.vendorSaid[locale]}</h2>
          <p>{notes}</p>
        </>
      )}
    </div>
  );
}

function Answers({ repair, visit }: { repair: Repair; visit: Shown }) {
  const { locale } = visit;
  switch (repair.status) {
    case 'done':
      return (
        <>
          <Form visit={visit} step="confirm">
            <h2>{STATUS.isItFixed[locale]}</h2>
            <SelectField
              visit={visit}
              name="rating"
              label={STATUS.rating[locale]}
              options={RATINGS.map(({ value, label }) => ({ value, label: label[locale] }))}
            />
            <Go>{STATUS.yes[locale]}</Go>
          </Form>
          <Complaint visit={visit} button={STATUS.no[locale]} label={STATUS.notFixed[locale]} />
        </>
      );
    case 'resolved':
      return <Complaint visit={visit} button={STATUS.openAgain[locale]} label={STATUS.cameBack[locale]} />;
    case 'reported':
    case 'dispatching':
    case 'escalated':
    case 'accepted':
    case 'scheduled':
      return (
        <Form visit={visit} step="cancel">
          <Go quiet>{STATUS.cancel[locale]}</Go>
        </Form>
      );
    case 'in_progress':
    case 'reopened':
    case 'canceled':
      return null;
  }
}

function Complaint({ visit, button, label }: { visit: Shown; button: string; label: string }) {
  return (
    <Form visit={visit} step="reopen">
      <LongField visit={visit} name="reason" label={label} required maxLength={1000} />
      <Go quiet>{button}</Go>
    </Form>
  );
}
