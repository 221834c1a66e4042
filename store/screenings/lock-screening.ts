import { notFound, TenureError } from '../../domain/errors';
import { mayBecome, type StateOf, statesOf } from '../../domain/states';
import type { Transaction } from '../database';

export type ScreeningStatus = StateOf<'screening'>;
export type LockedScreening = Awaited<ReturnType<typeof lockScreening>>;

/** Takes a screening's row for this transaction, with its person and home. @throws TenureError not_found */
export async function lockScreening(tx: Transaction, screeningId: string) {
  await tx.$queryRaw`select id from screenings where id = ${screeningId} for update`;
  const screening = await tx.screening.findUnique({
    where: { id: screeningId },
    include: { applicant: true, application: { include: { unit: { include: { property: true } } } } },
  });
  if (screening === null) throw notFound('screening');
  const status = statesOf('screening').find((known) => known === screening.status);
  if (status === undefined) throw new TenureError('internal', 'The screening has a state nobody knows.');
  return { ...screening, status };
}

/** Whether a screening may still become this; what the agency tells late or twice is passed over. */
export function mayMove(screening: { status: ScreeningStatus }, to: ScreeningStatus): boolean {
  return screening.status !== to && mayBecome('screening', screening.status, to);
}

/** What a screening's events are about beside itself. */
export function aboutScreening({ applicationId, applicantId, application }: LockedScreening): string[] {
  return [applicationId, applicantId, application.unitId, application.unit.propertyId];
}
