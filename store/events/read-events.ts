import { type Database, sqlInOrganization } from '../database';

/** A place in the event log. */
export type EventPosition = { transactionId: number; position: number };

export type LoggedEvent = {
  id: string;
  at: EventPosition;
  type: string;
  subjectId: string;
  subjects: string[];
  payload: Record<string, unknown>;
  actor: string;
  createdAt: Date;
};

type Row = {
  id: string;
  transaction_id: number;
  position: number;
  type: string;
  subject_id: string;
  subjects: string[];
  payload: Record<string, unknown>;
  actor: string;
  created_at: Date;
};

export const EVENT_COLUMNS = 'id, transaction_id, position, type, subject_id, subjects, payload, actor, created_at';

/** An event from its row. */
export function eventOf(row: Row): LoggedEvent {
  return {
    id: row.id,
    at: { transactionId: row.transaction_id, position: row.position },
    type: row.type,
    subjectId: row.subject_id,
    subjects: row.subjects,
    payload: row.payload,
    actor: row.actor,
    createdAt: row.created_at,
  };
}

/** Below the oldest transaction still running, so that no event committed late is ever skipped. */
const SETTLED = 'transaction_id < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint';

/**
 * An organization's events after a place, in the order of the log, at most `limit`.
 * `held` says that there are more which must wait for an older transaction to end.
 */
export async function readEventsAfter(
  database: Database,
  organizationId: string,
  after: EventPosition,
  limit: number,
): Promise<{ events: LoggedEvent[]; held: boolean }> {
  return sqlInOrganization(database, organizationId, async (client) => {
    const { rows } = await client.query<Row & { settled: boolean }>(
      `select ${EVENT_COLUMNS}, ${SETTLED} as settled from events
       where organization_id = $1 and (transaction_id, position) > ($2, $3)
       order by transaction_id, position limit $4`,
      [organizationId, after.transactionId, after.position, limit],
    );
    const settled = rows.filter((row) => row.settled);
    return { events: settled.map(eventOf), held: settled.length < rows.length };
  });
}

/** The end of what may be read now: where a stream begins that was not told otherwise. */
export async function presentPosition(database: Database): Promise<EventPosition> {
  const { rows } = await database.pool.query<{ xmin: number }>(
    'select (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint as xmin',
  );
  return { transactionId: (rows[0]?.xmin ?? 1) - 1, position: Number.MAX_SAFE_INTEGER };
}
