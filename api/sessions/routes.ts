import { randomBytes } from 'node:crypto';
import { stringifySetCookie } from 'cookie';
import { z } from 'zod';
import { TenureError } from '../../domain/errors';
import { inOrganization } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import { membershipsOf } from '../../store/sessions/memberships-of';
import { listSessions, revokeSession } from '../../store/sessions/sessions';
import { checkCredentials, SESSION_LIFE_MS, startSession } from '../../store/sessions/start-session';
import { signUp } from '../../store/users/sign-up';
import { csrfTokenOf, SESSION_COOKIE } from '../http/authenticate';
import { type PublicCall, publicRoute, type Route, route } from '../http/route';
import { id, listOf } from '../http/schema';
import type { Services } from '../services';
import { sessionAnswer, sessionItem, signInBody, signUpBody } from './schemas';

const tag = 'Signing in';

/** What one needs to know of oneself: also the proof that commands come from our page. */
async function describeSession(
  services: Services,
  session: {
    id: string | null;
    userId: string | null;
    organizationId: string;
    role?: string;
    csrfToken: string | null;
  },
): Promise<z.input<typeof sessionAnswer>> {
  const { userId, organizationId } = session;
  const own = userId === null ? [] : await membershipsOf(services.database, userId);
  const here = own.find((membership) => membership.organizationId === organizationId);
  return inOrganization(services.database, organizationId, async (tx) => {
    const organization = await readOrganization(tx, organizationId);
    const user = userId === null ? null : await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const role = sessionAnswer.shape.role.parse(session.role ?? here?.role);
    return {
      id: session.id,
      user: user && { id: user.id, email: user.email, name: user.name },
      organization: { id: organization.id, name: organization.name, time_zone: organization.timeZone },
      organizations: own.map((m) => ({ id: m.organizationId, name: m.organizationName, role: m.role })),
      role,
      csrf_token: session.csrfToken,
    };
  });
}

/** Begins a session with a new token, whatever cookie came along, and hands it out in a cookie scripts cannot read. */
async function enter(
  call: PublicCall<unknown, unknown, unknown>,
  services: Services,
  who: { userId: string; organizationId: string },
) {
  const token = randomBytes(32).toString('base64url');
  const csrfToken = csrfTokenOf(token);
  const { ip, userAgent, now } = call;
  const sessionId = await startSession(services.database, { ...who, token, csrfToken, ip, userAgent, now });
  call.reply.header('Set-Cookie', sessionCookie(services, token, SESSION_LIFE_MS / 1000));
  return describeSession(services, { id: sessionId, ...who, csrfToken });
}

function sessionCookie({ urls }: Services, value: string, maxAge: number): string {
  const secure = urls.api.startsWith('https:');
  return stringifySetCookie({
    name: SESSION_COOKIE,
    value,
    maxAge,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
  });
}

export const sessionRoutes: Route[] = [
  publicRoute({
    method: 'post',
    path: '/sign-ups',
    tag,
    summary: 'Begin as a landlord',
    description: 'Makes an organization with its first owner, signed in. The same sign-up again signs in.',
    body: signUpBody,
    answer: sessionAnswer,
    status: 201,
    // The answer is a way in and is kept nowhere; a repeat is harmless by itself.
    idempotency: 'none',
    handler: async (call, services) => {
      const { organization_name, time_zone, ...rest } = call.body;
      const input = { ...rest, organizationName: organization_name, timeZone: time_zone };
      return enter(call, services, await signUp(services.database, input));
    },
  }),
  publicRoute({
    method: 'post',
    path: '/sessions',
    tag,
    summary: 'Sign in',
    body: signInBody,
    answer: sessionAnswer,
    status: 201,
    idempotency: 'none',
    handler: async (call, services) => {
      const { email, password, organization_id } = call.body;
      const who = await checkCredentials(services.database, { email, password, organizationId: organization_id });
      return enter(call, services, who);
    },
  }),
  route({
    method: 'get',
    path: '/sessions/current',
    tag,
    summary: 'Who am I',
    permission: 'organization.read',
    answer: sessionAnswer,
    handler: async ({ actor, organizationId, cookie }, services) => {
      const token = actor.kind === 'user' ? cookie(SESSION_COOKIE) : undefined;
      return describeSession(services, {
        id: actor.sessionId,
        userId: actor.kind === 'user' ? actor.id : null,
        organizationId,
        role: actor.role,
        csrfToken: token === undefined ? null : csrfTokenOf(token),
      });
    },
  }),
  route({
    method: 'delete',
    path: '/sessions/current',
    tag,
    summary: 'Sign out',
    permission: 'organization.read',
    answer: null,
    inTransaction: async ({ actor, now, reply }, tx, services) => {
      if (actor.sessionId === null) throw new TenureError('not_possible', 'An API key has no session to end.');
      await revokeSession(tx, actor.id, actor.sessionId, now);
      reply.header('Set-Cookie', sessionCookie(services, '', 0));
    },
  }),
  route({
    method: 'get',
    path: '/sessions',
    tag,
    summary: 'Where am I signed in',
    permission: 'organization.read',
    answer: listOf(sessionItem),
    inTransaction: async ({ actor, now }, tx) => {
      const sessions = await listSessions(tx, actor.id, now);
      const data = sessions.map((session) => ({
        id: session.id,
        current: session.id === actor.sessionId,
        ip: session.ip,
        user_agent: session.userAgent,
        created_at: session.createdAt.toISOString(),
        last_seen_at: session.lastSeenAt.toISOString(),
        expires_at: session.expiresAt.toISOString(),
      }));
      return { object: 'list' as const, data, has_more: false, next_cursor: null };
    },
  }),
  route({
    method: 'delete',
    path: '/sessions/{id}',
    tag,
    summary: 'Sign out elsewhere',
    permission: 'organization.read',
    params: z.strictObject({ id: id('session') }),
    answer: null,
    inTransaction: async ({ actor, params, now }, tx) => revokeSession(tx, actor.id, params.id, now),
  }),
];
