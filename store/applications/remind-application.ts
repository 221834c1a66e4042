import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutApplication, loadApplication } from './lock-application';
import { sendInvitations } from './send-invitations';

/**
 * Reminds everyone who has not handed in yet; nobody twice on the same occasion.
 * @param occasion such as `day 2` or the day on which a landlord pressed the button
 */
export async function remindApplication(
  tx: Transaction,
  linkKey: Buffer,
  { applicationId, occasion, by = 'system' }: { applicationId: string; occasion: string; by?: string },
): Promise<number> {
  const application = await loadApplication(tx, applicationId);
  if (application.status !== 'invited' && application.status !== 'in_progress') return 0;
  const key = `${occasion}/${application.expiresAt.toISOString()}`;
  const names = await sendInvitations(tx, linkKey, { application, kind: 'application_reminder', occasion: key });
  if (names.length === 0) return 0;
  await appendEvent(tx, {
    organizationId: application.organizationId,
    type: 'application.reminded',
    subjectId: applicationId,
    alsoAbout: aboutApplication(application),
    payload: { name: names.join(', ') },
    actor: by,
  });
  return names.length;
}
