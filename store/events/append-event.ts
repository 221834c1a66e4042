import type { EventType } from '../../domain/events';
import type { Transaction } from '../database';
import { newId } from '../new-id';

export type NewEvent = {
  organizationId: string;
  type: EventType;
  /** What it happened to. */
  subjectId: string;
  /** Everything else it is about (lease, property, unit …), so that their timelines and live pages show it. */
  alsoAbout?: readonly (string | null | undefined)[];
  /** Plain facts for the timeline's words; ids and amounts, no secrets. */
  payload?: Record<string, unknown>;
  /** A user's, applicant's, tenant's or vendor's id; `system` for the product itself. */
  actor?: string;
};

/** Writes an event in the transaction of the change it tells of. */
export async function appendEvent(tx: Transaction, event: NewEvent): Promise<void> {
  const others = (event.alsoAbout ?? []).filter((id): id is string => typeof id === 'string');
  await tx.event.create({
    data: {
      id: newId('event'),
      organizationId: event.organizationId,
      type: event.type,
      subjectId: event.subjectId,
      subjects: [...new Set([event.subjectId, ...others])],
      payload: (event.payload ?? {}) as object,
      actor: event.actor ?? 'system',
    },
    select: { id: true },
  });
}
