import { TenureError } from '../../domain/errors';
import { type Database, inOrganization } from '../database';
import { hashToken } from '../links/link-tokens';
import { newId } from '../new-id';
import { passwordFits } from '../users/passwords';
import { membershipsOf } from './memberships-of';

/** A session ends after this in any case. */
export const SESSION_LIFE_MS = 14 * 24 * 3_600_000;

/**
 * Who has this email and password, and the organization they enter: the one they name, else the first they joined.
 * Takes as long for an email nobody has.
 * @throws TenureError wrong_credentials
 */
export async function checkCredentials(
  database: Database,
  { email, password, organizationId }: { email: string; password: string; organizationId?: string | undefined },
): Promise<{ userId: string; organizationId: string }> {
  const user = await database.prisma.user.findUnique({ where: { email } });
  const fits = await passwordFits(user?.passwordHash ?? null, password);
  if (user === null || !fits) throw wrong();
  const own = await membershipsOf(database, user.id);
  const entered = organizationId === undefined ? own[0] : own.find((m) => m.organizationId === organizationId);
  if (entered === undefined) throw wrong();
  return { userId: user.id, organizationId: entered.organizationId };
}

function wrong(): TenureError {
  return new TenureError('wrong_credentials', 'Email or password is wrong.');
}

export type NewSession = {
  userId: string;
  organizationId: string;
  /** 256 random bits; only their hash is kept. */
  token: string;
  csrfToken: string;
  ip: string;
  userAgent: string;
  now: Date;
};

/** Begins a signed-in session. @returns its id */
export async function startSession(database: Database, session: NewSession): Promise<string> {
  const { userId, organizationId, token, csrfToken, ip, userAgent, now } = session;
  const id = newId('session');
  await inOrganization(database, organizationId, (tx) =>
    tx.session.create({
      data: {
        id,
        organizationId,
        userId,
        tokenHash: hashToken(token),
        csrfHash: hashToken(csrfToken),
        ip,
        userAgent,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_LIFE_MS),
      },
      select: { id: true },
    }),
  );
  return id;
}
