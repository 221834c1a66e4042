import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Notification } from '../generated/client';

type Own = { organizationId: string; userId: string; now: Date };

/** Marks one of a person's notifications as read; again changes nothing. @throws TenureError not_found */
export async function markRead(
  tx: Transaction,
  { organizationId, userId, now, id }: Own & { id: string },
): Promise<Notification> {
  await tx.notification.updateMany({ where: { organizationId, userId, id, readAt: null }, data: { readAt: now } });
  const notification = await tx.notification.findFirst({ where: { organizationId, userId, id } });
  if (notification === null) throw notFound('notification');
  return notification;
}

/** Marks everything up to now as read. @returns how many were not */
export async function markAllRead(tx: Transaction, { organizationId, userId, now }: Own): Promise<number> {
  const { count } = await tx.notification.updateMany({
    where: { organizationId, userId, readAt: null, createdAt: { lte: now } },
    data: { readAt: now },
  });
  return count;
}
