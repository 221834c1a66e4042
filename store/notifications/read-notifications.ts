import { type Database, inOrganization, type Transaction } from '../database';
import type { Notification } from '../generated/client';

/** The newest notification's id of a person, or '' where there is none: ids sort by the time they were made. */
export async function newestNotificationId(
  database: Database,
  organizationId: string,
  userId: string,
): Promise<string> {
  const newest = await inOrganization(database, organizationId, (tx) =>
    tx.notification.findFirst({
      where: { organizationId, userId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    }),
  );
  return newest?.id ?? '';
}

/** A person's notifications made after one of them, the oldest first. */
export async function notificationsAfter(
  database: Database,
  organizationId: string,
  userId: string,
  afterId: string,
): Promise<Notification[]> {
  return inOrganization(database, organizationId, (tx) =>
    tx.notification.findMany({
      where: { organizationId, userId, id: { gt: afterId } },
      orderBy: { id: 'asc' },
      take: 100,
    }),
  );
}

export type NotificationFilter = {
  organizationId: string;
  userId: string;
  unread?: boolean | undefined;
  /** Created at (RFC 3339) and id of the last one seen. */
  after?: { createdAt: string; id: string } | undefined;
  limit: number;
};

/** A person's notifications, the newest first; one more than `limit` where there are more. */
export async function listNotifications(tx: Transaction, filter: NotificationFilter): Promise<Notification[]> {
  const { organizationId, userId, unread, after, limit } = filter;
  const at = after === undefined ? undefined : new Date(after.createdAt);
  return tx.notification.findMany({
    where: {
      organizationId,
      userId,
      ...(unread === undefined ? {} : { readAt: unread ? null : { not: null } }),
      ...(at === undefined || after === undefined
        ? {}
        : { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}
