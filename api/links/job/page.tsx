import { notFound } from '../../../domain/errors';
import { inOrganization } from '../../../store/database';
import { type Repair, readRepair, type WorkOrderRow } from '../../../store/maintenance/load-repair';
import { localWindow } from '../../../store/maintenance/local-times';
import { keepWorkPhotos } from '../../../store/work-orders/keep-work-photos';
import { commandRepair } from '../../maintenance-requests/command-repair';
import { Note } from '../kernel/layout';
import type { LinkPage, Shown, Submission, Visit } from '../kernel/link-page';
import { keepPhoto } from '../kernel/photos';
import { Photos, readPhotos, type ShownPhoto } from '../repair/photos';
import { DoneForm, StartForm, WindowForm } from './forms';
import { readFinish, readWindow } from './read-forms';
import { JOB } from './words';

export type Job = { repair: Repair; workOrder: WorkOrderRow; photos: ShownPhoto[] };

function read({ link, services }: Visit): Promise<Job> {
  const { organizationId, subjectId, partyId } = link;
  return inOrganization(services.database, organizationId, async (tx) => {
    const found = await tx.workOrder.findUnique({ where: { id: subjectId }, select: { requestId: true } });
    if (found === null) throw notFound('work order');
    const repair = await readRepair(tx, { organizationId, requestId: found.requestId });
    const workOrder = repair.row.workOrders.find(({ id, vendorId }) => id === subjectId && vendorId === partyId);
    if (workOrder === undefined) throw notFound('work order');
    const wanted = { requestId: found.requestId, workOrderId: subjectId };
    return { repair, workOrder, photos: await readPhotos(tx, services.files, wanted) };
  });
}

/** A vendor plans, starts and finishes the job they have. */
export const vendorJobPage: LinkPage = {
  purpose: 'vendor_job',
  async show(visit) {
    const job = await read(visit);
    return { title: job.repair.summary, body: <JobPage visit={visit} job={job} /> };
  },
  async submit(submission) {
    const { step, services, fields, base } = submission;
    const { repair, workOrder } = await read(submission);
    const workOrderId = workOrder.id;
    if (step === 'schedule') {
      const window = readWindow(fields, repair.zone);
      await commandRepair(services, repair.ref, 'schedule', { workOrderId, ...window });
    } else if (step === 'start') {
      await commandRepair(services, repair.ref, 'startWork', { workOrderId });
    } else if (step === 'done') {
      const finish = readFinish(fields);
      const mediaIds = await keepPhotos(submission);
      await commandRepair(services, repair.ref, 'completeWork', { workOrderId, ...finish, mediaIds });
    } else {
      throw notFound('button');
    }
    return base;
  },
};

/** Keeps the photos; they belong to nothing until the job takes them. @returns their ids */
async function keepPhotos({ link, services, photos }: Submission): Promise<string[]> {
  const { organizationId } = link;
  const stored = await Promise.all(photos.map((photo) => keepPhoto(services.files, organizationId, photo)));
  await inOrganization(services.database, organizationId, (tx) => keepWorkPhotos(tx, organizationId, stored));
  return stored.map(({ id }) => id);
}

type Props = { visit: Shown; job: Job };

function JobPage({ visit, job }: Props) {
  const { repair, photos } = job;
  return (
    <>
      <h1>{repair.summary}</h1>
      <p className="muted">{repair.address}</p>
      <NextStep visit={visit} job={job} />
      <Facts visit={visit} job={job} />
      <div className="card">
        <p>{repair.row.description}</p>
        <Photos photos={photos} />
      </div>
    </>
  );
}

function NextStep({ visit, job }: Props) {
  const { locale } = visit;
  const isEmergency = job.repair.severity === 'emergency';
  const say = (title: keyof typeof JOB, text: keyof typeof JOB, tone: 'ok' | 'bad' | 'wait' = 'ok') => (
    <div className="card">
      <Note tone={tone} title={JOB[title][locale]}>
        {JOB[text][locale]}
      </Note>
    </div>
  );
  switch (job.workOrder.status) {
    case 'accepted':
      return (
        <>
          {say('yours', 'yoursText')}
          <WindowForm visit={visit} title={JOB.when[locale]} />
          <StartForm visit={visit} quiet />
          <DoneForm visit={visit} />
        </>
      );
    case 'scheduled':
      return (
        <>
          {isEmergency ? say('goNow', 'goNowText', 'bad') : say('set', 'setText')}
          <StartForm visit={visit} />
          <DoneForm visit={visit} />
          <WindowForm visit={visit} title={JOB.otherTime[locale]} quiet />
        </>
      );
    case 'in_progress':
      return (
        <>
          {say('working', 'workingText', 'wait')}
          <DoneForm visit={visit} />
        </>
      );
    case 'done':
      return say('isDone', 'isDoneText');
    default:
      return say('isOff', 'isOffText', 'bad');
  }
}

function Facts({ visit: { locale }, job: { repair, workOrder } }: Props) {
  const { unit, tenant, entryPermission, accessNotes } = repair.row;
  const { addressLine1, city, state, postalCode } = unit.property;
  const { scheduledStart, scheduledEnd } = workOrder;
  return (
    <div className="card">
      {scheduledStart === null || scheduledEnd === null ? null : (
        <>
          <h2>{JOB.planned[locale]}</h2>
          <p>{localWindow(scheduledStart, scheduledEnd, repair.zone, locale)}</p>
        </>
      )}
      <h2>{JOB.where[locale]}</h2>
      <p>
        {addressLine1}, {unit.number}, {city}, {state} {postalCode}
      </p>
      {tenant === null ? null : (
        <>
          <h2>{JOB.whom[locale]}</h2>
          <p>{tenant.name}</p>
        </>
      )}
      <h2>{JOB.access[locale]}</h2>
      <p>{entryPermission ? JOB.mayEnter[locale] : JOB.mayNotEnter[locale]}</p>
      {accessNotes === null ? null : <p>{accessNotes}</p>}
    </div>
  );
}
