import { missingSteps } from '../../domain/application-steps';
import { TenureError } from '../../domain/errors';
import { aboutApplication, type LoadedApplication, moveApplication } from '../applications/lock-application';
import { tellApplication } from '../applications/tell-application';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { homeAddress } from '../leases/home-address';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { assertOpen, lockApplicant } from './lock-applicant';

/**
 * Hands in one person's part. When it is the household's last, the application is submitted and its workflow goes on
 * to the screening. Handing in twice changes nothing.
 * @throws TenureError not_possible naming the steps that are missing; illegal_transition once it is closed
 */
export async function submitApplicant(
  tx: Transaction,
  {
    applicationId,
    applicantId,
    webUrl,
    now,
  }: { applicationId: string; applicantId: string /** Of the admin app. */; webUrl: string; now: Date },
): Promise<void> {
  const held = await lockApplicant(tx, { applicationId, applicantId });
  const { application, applicant, role, steps } = held;
  if (applicant.status === 'complete') return;
  assertOpen(held, now);
  const missing = missingSteps(role, steps);
  if (missing.length > 0) {
    throw new TenureError('not_possible', `These parts are still missing: ${missing.join(', ')}.`, {
      params: missing.map((name) => ({ name, reason: 'is missing' })),
    });
  }
  await tx.applicant.update({ where: { id: applicantId }, data: { status: 'complete', completedAt: now } });
  const others = application.applicants.filter(({ id, status }) => id !== applicantId && status !== 'withdrawn');
  const isLast = others.every(({ status }) => status === 'complete');
  await appendEvent(tx, {
    organizationId: application.organizationId,
    type: isLast ? 'application.submitted' : 'application.step_saved',
    subjectId: applicationId,
    alsoAbout: [...aboutApplication(application), applicantId],
    payload: { applicant_name: applicant.name, ...(isLast ? {} : { step: 'everything' }) },
    actor: applicantId,
  });
  if (isLast) {
    await moveApplication(tx, application, 'submitted', { submittedAt: now });
    await tellLandlord(tx, application, webUrl);
  }
  await tellApplication(tx, application);
}

async function tellLandlord(tx: Transaction, application: LoadedApplication, webUrl: string): Promise<void> {
  const { organizationId, applicants } = application;
  const organization = await readOrganization(tx, organizationId);
  const primary = applicants.find(({ role }) => role === 'primary');
  await enqueueMessage(tx, {
    organizationId,
    kind: 'application_submitted',
    to: { name: organization.name, email: organization.email },
    variables: {
      org: organization.name,
      name: organization.name,
      address: homeAddress(application.unit),
      applicant: primary?.name ?? '',
      link: `${webUrl}/applications/${application.id}`,
    },
    subjectId: application.id,
    dedupeKey: `application_submitted/${application.id}`,
  });
}
