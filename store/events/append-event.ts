import type { EventType } from '../../domain/events';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { overPrisma, type RunSql } from '../sql-runner';

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
export function appendEvent(tx: Transaction, event: NewEvent): Promise<void> {
  return insertEvent(overPrisma(tx), event);
}

/** The same where the transaction is not Prisma's. */
export async function insertEvent(run: RunSql, event: NewEvent): Promise<void> {
  await run(`${INSERT_EVENT} values (${EVENT_VALUES}) returning id`, eventValues(event));
}

/** For statements that write an event with what it tells of: `${INSERT_EVENT} select ${EVENT_VALUES} from …`. */
export const INSERT_EVENT =
  'insert into events (id, organization_id, type, subject_id, subjects, payload, actor, created_at)';
export const EVENT_VALUES =
  '$1, $2, $3, $4, array(select jsonb_array_elements_text($5::jsonb)), $6::jsonb, $7, $8::timestamptz';

/** The first eight parameters of such a statement; the fourth is the event's subject. */
export function eventValues(event: NewEvent): string[] {
  const others = (event.alsoAbout ?? []).filter((id): id is string => typeof id === 'string');
  return [
    newId('event'),
    event.organizationId,
    event.type,
    event.subjectId,
    JSON.stringify([...new Set([event.subjectId, ...others])]),
    JSON.stringify(event.payload ?? {}),
    event.actor ?? 'system',
    // Not the database's: that is the transaction's beginning, the same for all its events.
    new Date().toISOString(),
  ];
}
