import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutScreening, lockScreening, mayMove } from './lock-screening';
import { sendScreeningLink } from './send-screening-link';

export type RecordedInvitation = {
  screeningId: string;
  candidateRef: string;
  invitationRef: string;
  invitationUrl: string;
  expiresAt: Date | null;
  now: Date;
};

/** Keeps the agency's invitation and sends the applicant our link to it. The same invitation twice changes nothing. */
export async function recordInvitation(
  tx: Transaction,
  linkKey: Buffer,
  invitation: RecordedInvitation,
): Promise<void> {
  const { screeningId, candidateRef, invitationRef, invitationUrl } = invitation;
  const screening = await lockScreening(tx, screeningId);
  if (screening.invitationRef === invitationRef || !mayMove(screening, 'invited')) return;
  await tx.screening.update({
    where: { id: screeningId },
    data: { status: 'invited', candidateRef, invitationRef, invitationUrl },
    select: { id: true },
  });
  await sendScreeningLink(tx, linkKey, {
    screening,
    occasion: invitationRef,
    expiresAt: invitation.expiresAt,
    now: invitation.now,
  });
  await appendEvent(tx, {
    organizationId: screening.organizationId,
    type: 'screening.invited',
    subjectId: screeningId,
    alsoAbout: aboutScreening(screening),
    payload: { applicant_name: screening.applicant.name },
  });
}
