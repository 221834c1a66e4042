import type { Request, RequestHandler, Response } from 'express';
import { TenureError } from '../../domain/errors';
import { describeEvent } from '../../domain/timeline';
import { type EventPosition, type LoggedEvent, presentPosition, readEventsAfter } from '../../store/events/read-events';
import { newestNotificationId, notificationsAfter } from '../../store/notifications/read-notifications';
import { authenticate } from '../http/authenticate';
import type { Actor } from '../http/route';
import { maySee } from '../http/visible';
import type { Services } from '../services';

const MAX_STREAMS = 1_000;
const MAX_STREAMS_PER_CALLER = 20;
const PAGE = 200;
const HEARTBEAT_MS = 15_000;
/** A reader this far behind is let go; it comes back with Last-Event-ID and has missed nothing. */
const MAX_BUFFERED_BYTES = 1_000_000;
/** A stream ends by itself, so that a session that ended meanwhile is noticed. */
const MAX_AGE_MS = 15 * 60_000;

/** Server-Sent Events of one organization, from the event log; `Last-Event-ID` goes on where a reader was cut off. */
export function streamEvents(services: Services): RequestHandler {
  const perCaller = new Map<string, number>();
  return async (req, res) => {
    const { actor, organizationId } = await authenticate(req, services, 'notifications.read');
    const open = perCaller.get(actor.id) ?? 0;
    if (services.live.count() >= MAX_STREAMS || open >= MAX_STREAMS_PER_CALLER) {
      throw new TenureError('rate_limited', 'Too many streams are open. Close some first.');
    }
    const start = await startOf(req, services);
    perCaller.set(actor.id, open + 1);
    res.once('close', () => {
      const left = (perCaller.get(actor.id) ?? 1) - 1;
      if (left > 0) perCaller.set(actor.id, left);
      else perCaller.delete(actor.id);
    });
    await run(res, services, { actor, organizationId, start });
  };
}

/** Where to begin: after the last event the reader had, else now. */
async function startOf(req: Request, services: Services): Promise<EventPosition> {
  const last = req.get('Last-Event-ID') ?? req.query.last_event_id;
  if (last === undefined || last === '') return presentPosition(services.database);
  const match = /^(\d{1,15})-(\d{1,16})$/.exec(String(last));
  if (!match) {
    throw new TenureError('invalid_request', 'Last-Event-ID is not one of ours.', {
      params: [{ name: 'Last-Event-ID', reason: 'is not an id of this stream' }],
    });
  }
  return { transactionId: Number(match[1]), position: Number(match[2]) };
}

type Reader = { actor: Actor; organizationId: string; start: EventPosition };

async function run(res: Response, services: Services, reader: Reader): Promise<void> {
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  res.write(`retry: 2000\nid: ${idOf(reader.start)}\nevent: hello\ndata: {}\n\n`);
  let after = reader.start;
  let lastNotification = await newestNotificationId(services.database, reader.organizationId, reader.actor.id);
  const look = oneAtATime(async () => {
    for (let more = true; more && !res.closed; ) {
      const { events } = await readEventsAfter(services.database, reader.organizationId, after, PAGE);
      for (const event of events) {
        after = event.at;
        if (maySee(reader.actor.role, event.type)) res.write(told(event));
      }
      more = events.length === PAGE;
      if (res.writableLength > MAX_BUFFERED_BYTES) res.destroy();
    }
    const { organizationId, actor } = reader;
    for (const note of await notificationsAfter(services.database, organizationId, actor.id, lastNotification)) {
      lastNotification = note.id;
      const { id, tone, title, detail, subjectId } = note;
      const data = JSON.stringify({ id, tone, title, detail, subject_id: subjectId });
      res.write(`event: notification\ndata: ${data}\n\n`);
    }
  }, services);
  const stop = services.live.onWake(look, () => res.end());
  const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
  const end = setTimeout(() => res.end(), MAX_AGE_MS);
  res.once('close', () => {
    stop();
    clearInterval(heartbeat);
    clearTimeout(end);
  });
  look();
}

/** Wakes while a look is under way lead to one more look, never to two at once. */
function oneAtATime(look: () => Promise<void>, services: Services): () => void {
  let running = false;
  let again = false;
  const go = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      // With the database away the stream stays open: the next wake looks again.
      await look().catch((trouble: unknown) => services.log.warn({ trouble }, 'a live stream could not look'));
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void go();
  };
}

function idOf({ transactionId, position }: EventPosition): string {
  return `${transactionId}-${position}`;
}

function told(event: LoggedEvent): string {
  const { title, tone } = describeEvent(event.type, event.payload);
  const data = {
    id: event.id,
    type: event.type,
    subject_id: event.subjectId,
    subjects: event.subjects,
    text: title,
    tone,
    at: event.createdAt.toISOString(),
  };
  return `id: ${idOf(event.at)}\nevent: event\ndata: ${JSON.stringify(data)}\n\n`;
}
