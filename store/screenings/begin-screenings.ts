import { aboutApplication, lockApplication, moveApplication } from '../applications/lock-application';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';

/**
 * Opens a screening for every adult who handed in; one that stands already is left as it is.
 * @returns the ids of all screenings of the application that are not settled
 */
export async function beginScreenings(tx: Transaction, applicationId: string): Promise<string[]> {
  const application = await lockApplication(tx, applicationId);
  if (application.status === 'submitted') await moveApplication(tx, application, 'screening');
  const { organizationId, screenings } = application;
  const open = screenings.filter(({ status }) => !SETTLED.has(status)).map(({ id }) => id);
  for (const applicant of application.applicants) {
    if (applicant.status !== 'complete' || screenings.some(({ applicantId }) => applicantId === applicant.id)) continue;
    const id = newId('screening');
    await tx.screening.create({ data: { id, organizationId, applicationId, applicantId: applicant.id } });
    await appendEvent(tx, {
      organizationId,
      type: 'screening.started',
      subjectId: id,
      alsoAbout: [applicationId, applicant.id, ...aboutApplication(application)],
      payload: { applicant_name: applicant.name },
    });
    open.push(id);
  }
  return open;
}

const SETTLED = new Set(['complete', 'canceled', 'expired']);
