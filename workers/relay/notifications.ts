import { isEventType } from '../../domain/events';
import { rolesToNotify } from '../../domain/notifications';
import { describeEvent } from '../../domain/timeline';
import type { Database, SqlTransaction } from '../../store/database';
import { consumeEvents, type LoggedEvent } from '../../store/relay/event-cursor';
import { type Notice, notifyMembers } from '../../store/relay/notify-members';

export type EventContext = { database: Database; count(consumer: string, events: number): void };

const CONSUMER = 'notifications';
const PAGE = 500;

/** Turns events into notifications of the members who are told. @returns true where more may be waiting */
export async function relayNotifications({ database, count }: EventContext): Promise<boolean> {
  const read = await consumeEvents(database, { consumer: CONSUMER, page: PAGE }, notify);
  if (read > 0) count(CONSUMER, read);
  return read === PAGE;
}

async function notify(client: SqlTransaction, events: readonly LoggedEvent[]): Promise<void> {
  const told = events.flatMap((event) => {
    const notice = noticeOf(event);
    return notice === null ? [] : [{ organizationId: event.organizationId, notice }];
  });
  for (const organizationId of new Set(told.map((each) => each.organizationId))) {
    const notices = told.filter((each) => each.organizationId === organizationId).map(({ notice }) => notice);
    await notifyMembers(client, organizationId, notices);
  }
}

function noticeOf({ id, type, subjectId, payload, actor }: LoggedEvent): Notice | null {
  const roles = isEventType(type) ? rolesToNotify(type) : [];
  if (roles.length === 0) return null;
  return { eventId: id, subjectId, roles, actor, ...describeEvent(type, payload) };
}
