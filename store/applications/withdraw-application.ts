import { TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { leaveDraft } from '../leases/leave-draft';
import { aboutApplication, lockApplication, moveApplication } from './lock-application';
import { tellApplication } from './tell-application';

/**
 * Ends an application at the applicants' wish or the landlord's. Its workflow is told and takes back what it began.
 * @throws TenureError illegal_transition once it ended another way; conflict where its lease was sent for signature
 */
export async function withdrawApplication(
  tx: Transaction,
  { applicationId, by, reason }: { applicationId: string; by: string; reason?: string },
): Promise<void> {
  const application = await lockApplication(tx, applicationId);
  if (application.status === 'withdrawn') return;
  const lease = await tx.lease.findFirst({ where: { applicationId, status: { notIn: ['draft', 'canceled'] } } });
  if (lease !== null) {
    throw new TenureError('conflict', 'The lease was already sent to be signed: void or end the lease instead.');
  }
  await moveApplication(tx, application, 'withdrawn');
  await leaveDraft(tx, { applicationId, reason: 'The application was withdrawn' });
  await appendEvent(tx, {
    organizationId: application.organizationId,
    type: 'application.withdrawn',
    subjectId: applicationId,
    alsoAbout: aboutApplication(application),
    payload: {
      name: application.applicants.find(({ id }) => id === by)?.name ?? 'The landlord',
      ...(reason === undefined ? {} : { reason }),
    },
    actor: by,
  });
  await tellApplication(tx, application);
}
