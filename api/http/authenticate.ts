import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request } from 'express';
import { TenureError } from '../../domain/errors';
import { may, type Permission } from '../../domain/permissions';
import { hashToken } from '../../store/links/link-tokens';
import { findApiKey, findSession, type Principal } from '../../store/sessions/find-principal';
import type { Services } from '../services';
import type { Actor } from './route';

export const SESSION_COOKIE = 'tenure_session';
/** API keys begin so, that leaked ones can be found by tools. */
export const API_KEY_PREFIX = 'tnr_';

/** The proof that a command comes from our own page: derived from the session's token, so it need not be stored. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url');
}

/** The value of one cookie of a request. */
export function cookieOf(req: Request, name: string): string | undefined {
  const header = req.headers.cookie;
  return header === undefined ? undefined : parseCookie(header)[name];
}

/** The API key of a request, if it carries one. */
export function bearerOf(req: Request): string | undefined {
  const match = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(req.headers.authorization ?? '');
  return match?.[1];
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Who asks, and whether their role may. An API key goes before a cookie.
 * @throws TenureError unauthenticated, csrf_failed or forbidden
 */
export async function authenticate(
  req: Request,
  services: Services,
  permission: Permission,
): Promise<{ actor: Actor; organizationId: string }> {
  const principal = await principalOf(req, services);
  if (!may(principal.role, permission)) {
    throw new TenureError('forbidden', `Your role, ${principal.role.replace('_', ' ')}, does not allow this.`);
  }
  const { kind, id, role, sessionId, organizationId } = principal;
  return { actor: { kind, id, role, sessionId }, organizationId };
}

async function principalOf(req: Request, services: Services): Promise<Principal> {
  const now = services.now();
  if (req.headers.authorization !== undefined) {
    const key = bearerOf(req);
    const found = key?.startsWith(API_KEY_PREFIX) ? await findApiKey(services.database, key, now) : null;
    if (found === null) throw new TenureError('unauthenticated', 'This API key is not valid, or no longer.');
    return found;
  }
  const token = cookieOf(req, SESSION_COOKIE);
  const found = token === undefined ? null : await findSession(services.database, token, now);
  if (found === null) throw new TenureError('unauthenticated', 'Sign in, or send an API key.');
  if (!SAFE.has(req.method)) refuseForgery(req, found.csrfHash ?? '');
  return found;
}

/** Cookies come along from anywhere; the header can only be set by our own page. */
function refuseForgery(req: Request, csrfHash: string): void {
  const given = Buffer.from(hashToken(req.get('X-CSRF-Token') ?? ''));
  const expected = Buffer.from(csrfHash);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new TenureError('csrf_failed', 'Send the X-CSRF-Token that came with the session.');
  }
}
