import { type Database, onConnection, type SqlTransaction } from '../database';

/** An event as its consumers read it. */
export type LoggedEvent = {
  id: string;
  organizationId: string;
  type: string;
  subjectId: string;
  payload: Record<string, unknown>;
  actor: string;
  place: EventPlace;
};

/** Where an event stands in the log: ordered by transaction, then position. */
export type EventPlace = { transactionId: number; position: number };

type Row = {
  id: string;
  organization_id: string;
  type: string;
  subject_id: string;
  payload: Record<string, unknown>;
  actor: string;
  transaction_id: number;
  position: number;
};

type Runner = Pick<SqlTransaction, 'query'>;

/**
 * Hands a consumer the next events in the transaction that also moves its cursor: what `handle` writes through the
 * client happens once per event, however many relays run and wherever one dies. `handle` sets the organization's
 * scope itself and calls nobody outside.
 * @returns how many events were read
 */
export async function consumeEvents(
  database: Database,
  { consumer, page }: { consumer: string; page: number },
  handle: (client: SqlTransaction, events: readonly LoggedEvent[]) => Promise<void>,
): Promise<number> {
  return onConnection(database.pool, async (client) => {
    await client.query('begin');
    const cursor = await findCursor(client, consumer, 'for update skip locked');
    // Another relay is at it.
    const events = cursor === undefined ? [] : await eventsAfter(client, placeOf(cursor), page);
    const last = events.at(-1);
    if (last !== undefined) {
      await handle(client, events);
      await moveCursor(client, consumer, last.place);
    }
    await client.query('commit');
    return events.length;
  });
}

/** The next events of a consumer that calls vendors and so can't hold a transaction: each may be read more than once. */
export async function peekEvents(
  database: Database,
  { consumer, page }: { consumer: string; page: number },
): Promise<LoggedEvent[]> {
  const cursor = await findCursor(database.pool, consumer, '');
  return cursor === undefined ? [] : eventsAfter(database.pool, placeOf(cursor), page);
}

/** Moves a cursor on to an event that is done; never back. */
export async function moveCursor(runner: Runner, consumer: string, place: EventPlace): Promise<void> {
  await runner.query(
    `update event_cursors set transaction_id = $2, position = $3, updated_at = now()
     where consumer = $1 and (transaction_id, position) < ($2, $3)`,
    [consumer, place.transactionId, place.position],
  );
}

type CursorRow = { transaction_id: number; position: number };

/** A consumer's cursor, made where it is new; undefined while another relay holds it. */
async function findCursor(runner: Runner, consumer: string, locking: '' | 'for update skip locked') {
  const look = async () => {
    const sql = `select transaction_id, position from event_cursors where consumer = $1 ${locking}`;
    return (await runner.query<CursorRow>(sql, [consumer])).rows[0];
  };
  const known = await look();
  if (known !== undefined) return known;
  await runner.query('insert into event_cursors (consumer) values ($1) on conflict do nothing', [consumer]);
  return look();
}

function placeOf(row: CursorRow): EventPlace {
  return { transactionId: row.transaction_id, position: row.position };
}

async function eventsAfter(runner: Runner, place: EventPlace, page: number): Promise<LoggedEvent[]> {
  const { rows } = await runner.query<Row>('select * from events_after($1, $2, $3)', [
    place.transactionId,
    place.position,
    page,
  ]);
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    type: row.type,
    subjectId: row.subject_id,
    payload: row.payload,
    actor: row.actor,
    place: placeOf(row),
  }));
}
