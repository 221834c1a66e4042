import { localDateAt } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutApplication, lockApplication, moveApplication } from './lock-application';
import { sendInvitations } from './send-invitations';

const DAY_MS = 86_400_000;

/**
 * Opens an invitation again, or gives it more time: new links for whoever has not handed in, the answers kept.
 * @throws TenureError illegal_transition once it was handed in or ended
 */
export async function renewApplication(
  tx: Transaction,
  linkKey: Buffer,
  renewal: { applicationId: string; expiresInDays: number; by: string; now: Date },
): Promise<void> {
  const { applicationId, expiresInDays, by, now } = renewal;
  const before = await lockApplication(tx, applicationId);
  if (before.status !== 'expired' && before.status !== 'invited' && before.status !== 'in_progress') {
    throw new TenureError('illegal_transition', 'Only an invitation that is open or ran out can be renewed.');
  }
  const expiresAt = new Date(now.getTime() + expiresInDays * DAY_MS);
  await moveApplication(tx, before, before.status === 'expired' ? 'invited' : before.status, { expiresAt });
  const application = { ...before, expiresAt };
  const occasion = `renewed/${expiresAt.toISOString()}`;
  const names = await sendInvitations(tx, linkKey, { application, kind: 'application_invited', occasion });
  await appendEvent(tx, {
    organizationId: application.organizationId,
    type: 'application.invited',
    subjectId: applicationId,
    alsoAbout: aboutApplication(application),
    payload: {
      name: names.join(', '),
      expires_on: localDateAt(expiresAt.getTime(), application.unit.property.timeZone),
    },
    actor: by,
  });
  await enqueueCommand(tx, {
    organizationId: application.organizationId,
    workflowType: 'application',
    workflowId: workflowIds.application(applicationId),
    kind: 'signal_with_start',
    signal: 'applicantChanged',
    restart: true,
    input: {
      organizationId: application.organizationId,
      applicationId,
      propertyId: application.unit.propertyId,
    },
  });
}
