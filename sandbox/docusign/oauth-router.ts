import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import jwt from 'jsonwebtoken';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';

const tokenLifeSeconds = 3600;

interface AccessToken {
  expiresAt: number;
}

/** True when the bearer token was issued here and has not run out. */
export function isAccessTokenValid(sandbox: Sandbox, token: string): boolean {
  const issued = tokensOf(sandbox).get(token);
  return issued !== undefined && issued.expiresAt > sandbox.now().getTime();
}

/** DocuSign's account server: JWT grant and user info. Reached through the TLS listener, as the SDK insists. */
export function oauthRouter(sandbox: Sandbox): Router {
  const router = Router();
  router.post('/oauth/token', (request, response) => {
    const form = asRecord(request.body) ?? {};
    if (form.grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
      return void response.status(400).json({ error: 'invalid_grant', error_description: 'unsupported_grant_type' });
    }
    const refusal = checkAssertion(sandbox, asText(form.assertion) ?? '');
    if (refusal !== undefined) return void response.status(400).json(refusal);
    const token = randomBytes(48).toString('base64url');
    tokensOf(sandbox).put(token, { expiresAt: sandbox.now().getTime() + tokenLifeSeconds * 1000 });
    response.json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: tokenLifeSeconds,
      scope: 'signature impersonation',
    });
  });
  router.get('/oauth/userinfo', (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '';
    if (!isAccessTokenValid(sandbox, token)) {
      return void response.status(401).json({ error: 'internal_server_error', reference_id: 'invalid_token' });
    }
    response.json(userInfo(sandbox));
  });
  return router;
}

/** What is wrong with a JWT assertion, in the account server's words; undefined when it is good. */
function checkAssertion(
  sandbox: Sandbox,
  assertion: string,
): { error: string; error_description?: string } | undefined {
  const { integrationKey, userId } = sandbox.config.accounts.docusign;
  const refuse = (description: string) => ({ error: 'invalid_grant', error_description: description });
  const { host, port } = new URL(sandbox.config.tlsUrl);
  try {
    const claims = jwt.verify(assertion, sandbox.config.credentials.docusignPublicKey, {
      algorithms: ['RS256'],
      audience: [host, `localhost:${port}`],
    });
    if (typeof claims === 'string' || claims.iss !== integrationKey) return refuse('issuer_not_found');
    if (claims.sub !== userId) return refuse('user_not_found');
    const scopes = String(claims.scope ?? '').split(' ');
    if (!scopes.includes('signature') || !scopes.includes('impersonation')) return { error: 'consent_required' };
    return undefined;
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) return refuse('expired_assertion');
    return refuse('no_valid_keys_or_signatures');
  }
}

function userInfo(sandbox: Sandbox): Record<string, unknown> {
  const { accountId, userId } = sandbox.config.accounts.docusign;
  return {
    sub: userId,
    name: 'Sandbox Sender',
    given_name: 'Sandbox',
    family_name: 'Sender',
    created: '2026-01-01T00:00:00.00',
    email: 'sender@docusign.test',
    accounts: [{ account_id: accountId, is_default: true, account_name: 'Sandbox', base_uri: sandbox.config.url }],
  };
}

function tokensOf(sandbox: Sandbox) {
  return sandbox.store.collection<AccessToken>('docusign_access_tokens');
}
