import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Session } from '../generated/client';
import { IDLE_LIMIT_MS } from './find-principal';

/** A person's sessions that are still good, the latest used first. */
export async function listSessions(tx: Transaction, userId: string, now: Date): Promise<Session[]> {
  return tx.session.findMany({
    where: {
      userId,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - IDLE_LIMIT_MS) },
    },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
}

/** Ends one of a person's sessions; ending it again changes nothing. @throws TenureError not_found */
export async function revokeSession(tx: Transaction, userId: string, sessionId: string, now: Date): Promise<void> {
  const session = await tx.session.findFirst({ where: { id: sessionId, userId }, select: { revokedAt: true } });
  if (session === null) throw notFound('session');
  await tx.session.updateMany({ where: { id: sessionId, userId, revokedAt: null }, data: { revokedAt: now } });
}
