import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutScreening, lockScreening, mayMove } from './lock-screening';

/** Ends a screening without a report: nobody needs it any more, or nobody did it in time. */
export async function endScreening(
  tx: Transaction,
  { screeningId, as, reason }: { screeningId: string; as: 'canceled' | 'expired'; reason: string },
): Promise<void> {
  const screening = await lockScreening(tx, screeningId);
  if (!mayMove(screening, as)) return;
  await tx.screening.update({ where: { id: screeningId }, data: { status: as }, select: { id: true } });
  await appendEvent(tx, {
    organizationId: screening.organizationId,
    type: as === 'canceled' ? 'screening.canceled' : 'screening.expired',
    subjectId: screeningId,
    alsoAbout: aboutScreening(screening),
    payload: { applicant_name: screening.applicant.name, reason },
  });
}
