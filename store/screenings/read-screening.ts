import { notFound } from '../../domain/errors';
import { appendAudit } from '../audit/append-audit';
import { unseal } from '../crypto/seal';
import type { Transaction } from '../database';
import type { Screening } from '../generated/client';
import { reportPlace } from './record-report';

export type ReadScreening = {
  organizationId: string;
  screeningId: string;
  /** Why it is looked at: kept with who did. */
  reason: string;
  by: string;
  origin: string;
  fieldKey: Buffer;
};

/** Opens a background check with its sealed report. That it was read, by whom and why, is kept. @throws TenureError not_found */
export async function readScreening(
  tx: Transaction,
  { organizationId, screeningId, reason, by, origin, fieldKey }: ReadScreening,
): Promise<Screening & { opened: unknown }> {
  const screening = await tx.screening.findUnique({ where: { id: screeningId } });
  if (screening === null) throw notFound('screening');
  await appendAudit(tx, {
    organizationId,
    actor: by,
    action: 'screening.read',
    subjectId: screeningId,
    after: { reason },
    origin,
  });
  const sealed = screening.report;
  const opened: unknown =
    sealed === null ? null : JSON.parse(unseal(fieldKey, reportPlace(organizationId, screeningId), sealed));
  return { ...screening, opened };
}
