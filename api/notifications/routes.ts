import { z } from 'zod';
import type { Notification } from '../../store/generated/client';
import { markAllRead, markRead } from '../../store/notifications/mark-read';
import { listNotifications } from '../../store/notifications/read-notifications';
import { decodeCursor, pageOf } from '../http/cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, instant, listOf, pageQuery, queryFlag } from '../http/schema';

const tag = 'Notifications';

const notificationAnswer = z
  .object({
    id: z.string(),
    tone: z.string(),
    title: z.string(),
    detail: z.string(),
    subject_id: z.string(),
    event_id: z.string(),
    read_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: 'Notification' });

function serializeNotification(row: Notification): z.output<typeof notificationAnswer> {
  return {
    id: row.id,
    tone: row.tone,
    title: row.title,
    detail: row.detail,
    subject_id: row.subjectId,
    event_id: row.eventId,
    read_at: row.readAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

export const notificationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/notifications',
    tag,
    summary: 'What one was told, the newest first',
    description:
      'Live at `/v1/notifications/stream` (Server-Sent Events; `Last-Event-ID` goes on where one was cut off).',
    permission: 'notifications.read',
    query: z.strictObject({ ...pageQuery, unread: queryFlag().optional() }),
    answer: listOf(notificationAnswer),
    inTransaction: async ({ query, actor, organizationId }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const [createdAt, last] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'created', 2).map(String);
      if (createdAt !== undefined && !instant.safeParse(createdAt).success) {
        throw invalid([{ name: 'cursor', reason: 'is not a cursor of this list' }]);
      }
      const after = createdAt === undefined || last === undefined ? undefined : { createdAt, id: last };
      const rows = await listNotifications(tx, {
        organizationId,
        userId: actor.id,
        unread: query.unread,
        after,
        limit,
      });
      return pageOf(rows, limit, serializeNotification, (row) => ({
        sort: 'created',
        after: [row.createdAt.toISOString(), row.id],
      }));
    },
  }),
  route({
    method: 'post',
    path: '/notifications/{id}/read',
    tag,
    summary: 'Mark one as read',
    permission: 'notifications.read',
    params: z.strictObject({ id: id('notification') }),
    body: z.strictObject({}),
    answer: notificationAnswer,
    inTransaction: async ({ params, actor, organizationId, now }, tx) =>
      serializeNotification(await markRead(tx, { organizationId, userId: actor.id, now, id: params.id })),
  }),
  route({
    method: 'post',
    path: '/notifications/read',
    tag,
    summary: 'Mark all as read',
    permission: 'notifications.read',
    body: z.strictObject({}),
    answer: z.object({ marked: z.int() }),
    inTransaction: async ({ actor, organizationId, now }, tx) => ({
      marked: await markAllRead(tx, { organizationId, userId: actor.id, now }),
    }),
  }),
];
