import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { homeAddress } from '../leases/home-address';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { aboutApplication, lockApplication, moveApplication } from './lock-application';

/**
 * Ends an invitation that ran out. One that was handed in, ended or renewed meanwhile stays as it is.
 * @param seenExpiresAt when it runs out as the caller knows it: a renewal since then wins
 * @returns whether it is expired now
 */
export async function expireApplication(
  tx: Transaction,
  { applicationId, seenExpiresAt }: { applicationId: string; seenExpiresAt: Date },
): Promise<boolean> {
  const application = await lockApplication(tx, applicationId);
  if (application.status === 'expired') return true;
  if (application.status !== 'invited' && application.status !== 'in_progress') return false;
  if (application.expiresAt.getTime() > seenExpiresAt.getTime()) return false;
  await moveApplication(tx, application, 'expired');
  const { organizationId } = application;
  await appendEvent(tx, {
    organizationId,
    type: 'application.expired',
    subjectId: application.id,
    alsoAbout: aboutApplication(application),
  });
  const organization = await readOrganization(tx, organizationId);
  for (const applicant of application.applicants) {
    if (applicant.status === 'withdrawn') continue;
    await enqueueMessage(tx, {
      organizationId,
      kind: 'application_expired',
      to: applicant,
      variables: { org: organization.name, name: applicant.name, address: homeAddress(application.unit) },
      subjectId: application.id,
      dedupeKey: `application_expired/${applicant.id}/${application.expiresAt.toISOString()}`,
    });
  }
  return true;
}
