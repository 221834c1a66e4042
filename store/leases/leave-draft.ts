import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';

/** Cancels the lease drafts of an application that came to nothing. */
export async function leaveDraft(
  tx: Transaction,
  { applicationId, reason }: { applicationId: string; reason: string },
): Promise<void> {
  const drafts = await tx.lease.findMany({ where: { applicationId, status: 'draft' }, include: { unit: true } });
  for (const draft of drafts) {
    await tx.lease.update({ where: { id: draft.id }, data: { status: 'canceled', version: { increment: 1 } } });
    await appendEvent(tx, {
      organizationId: draft.organizationId,
      type: 'lease.canceled',
      subjectId: draft.id,
      alsoAbout: [draft.unitId, draft.unit.propertyId, applicationId],
      payload: { reason },
    });
  }
}
