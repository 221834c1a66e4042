import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { asRecord, asText, rawBodyOf } from '../core/http';
import { newId } from '../core/new-id';
import type { Sandbox } from '../core/sandbox';
import { apiVersion } from './emit-event';
import { invalidRequest, StripeRefusal } from './errors';
import { expandAnswer } from './expand';
import { multipartFingerprint, multipartOf } from './files';
import { findKeptAnswer, fingerprintOf, keepAnswer, scopedKey } from './idempotency';
import type { Operation } from './operation';
import { createScope } from './scope';

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly requestId: string;
  readonly replayed: boolean;
}

/** Serves the API's calls: key, account, idempotency, parameters, then the call itself. */
export function dispatch(sandbox: Sandbox, operations: readonly Operation[]): Router {
  const router = Router();
  for (const operation of operations) {
    const method = operation.method === 'GET' ? 'get' : operation.method === 'POST' ? 'post' : 'delete';
    router[method](operation.path, (request, response) => {
      send(request, response, answerTo(sandbox, operation, request, response));
    });
  }
  router.use('/v1', (request, response) => {
    const message = `Unrecognized request URL (${request.method}: ${request.originalUrl}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
    const requestId = newId('req_', 14);
    const refusal = new StripeRefusal(404, 'invalid_request_error', message);
    send(request, response, { status: 404, body: refusal.body(requestId), requestId, replayed: false });
  });
  return router;
}

/** Answers a fault in Stripe's words. */
export function answerStripeFault(response: Response, status: 429 | 500): void {
  const refusal =
    status === 429
      ? new StripeRefusal(429, 'invalid_request_error', 'Request rate limit exceeded.', { code: 'rate_limit' })
      : serverError();
  const requestId = newId('req_', 14);
  response.status(status).set('request-id', requestId).json(refusal.body(requestId));
}

function serverError(): StripeRefusal {
  return new StripeRefusal(500, 'api_error', 'An unknown error occurred.');
}

function answerTo(sandbox: Sandbox, operation: Operation, request: Request, response: Response): Answer {
  const requestId = newId('req_', 14);
  const refused = (error: unknown): Answer => {
    if (!(error instanceof StripeRefusal)) throw error;
    return { status: error.status, body: error.body(requestId), requestId, replayed: false };
  };
  try {
    requireKey(sandbox, request);
    const account = requireAccount(sandbox, request);
    const parts = multipartOf(request);
    const input = operation.method === 'GET' ? request.query : (parts ?? asRecord(request.body) ?? {});
    const given = operation.method === 'POST' ? request.get('idempotency-key') : undefined;
    if (given !== undefined && given.length > 255) {
      throw invalidRequest('Idempotency keys can be at most 255 characters long.');
    }
    const key = given === undefined ? undefined : scopedKey(account, given);
    const fingerprint = fingerprintOf(
      request.method,
      request.path,
      parts === undefined ? rawBodyOf(request) : multipartFingerprint(parts),
    );
    const kept = key === undefined ? undefined : findKeptAnswer(sandbox, key, fingerprint);
    if (kept) return { status: kept.status, body: kept.body, requestId: kept.requestId, replayed: true };

    // A request whose parameters don't parse never began: Stripe keeps no answer for it.
    const run = operation.prepare(input);
    const scope = createScope(sandbox, account, { id: requestId, idempotency_key: given ?? automaticKey(operation) });
    const expand = Array.isArray(input.expand) ? input.expand.map(String) : [];
    const answer = attempt(
      () => expandAnswer(scope, run(scope, pathIds(request)), expand),
      response,
      requestId,
      refused,
    );
    if (key !== undefined) keepAnswer(sandbox, key, { fingerprint, ...answer });
    return answer;
  } catch (error) {
    return refused(error);
  }
}

function attempt(
  run: () => object,
  response: Response,
  requestId: string,
  refused: (error: unknown) => Answer,
): Answer {
  try {
    const body = run();
    if (response.locals.failAfterEffect === true) throw serverError();
    return { status: 200, body, requestId, replayed: false };
  } catch (error) {
    return refused(error);
  }
}

/** Stripe makes one up where the caller gave none; events show it. */
function automaticKey(operation: Operation): string | null {
  return operation.method === 'POST' ? randomUUID() : null;
}

function pathIds(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]),
  );
}

function requireKey(sandbox: Sandbox, request: Request): void {
  const key = keyOf(request);
  if (key === undefined) {
    throw new StripeRefusal(
      401,
      'invalid_request_error',
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (key === sandbox.config.accounts.stripe.secretKey) return;
  const shown = `${key.slice(0, 8)}${'*'.repeat(Math.max(key.length - 12, 0))}${key.slice(-4)}`;
  throw new StripeRefusal(401, 'invalid_request_error', `Invalid API Key provided: ${shown}`);
}

function keyOf(request: Request): string | undefined {
  const [scheme, credentials] = (request.get('authorization') ?? '').split(' ');
  if (scheme === 'Bearer') return asText(credentials);
  if (scheme !== 'Basic') return undefined;
  return asText(
    Buffer.from(credentials ?? '', 'base64')
      .toString()
      .split(':')[0],
  );
}

function requireAccount(sandbox: Sandbox, request: Request): string {
  const account = request.get('stripe-account') ?? '';
  if (account === '' || createScope(sandbox, '').accounts.find(account)) return account;
  throw new StripeRefusal(
    403,
    'invalid_request_error',
    `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    { code: 'account_invalid' },
  );
}

function send(request: Request, response: Response, answer: Answer): void {
  const key = request.get('idempotency-key');
  const account = request.get('stripe-account');
  response.status(answer.status).set('request-id', answer.requestId);
  response.set('stripe-version', request.get('stripe-version') ?? apiVersion);
  if (key !== undefined) response.set('idempotency-key', key);
  if (account !== undefined) response.set('stripe-account', account);
  if (answer.replayed) response.set({ 'idempotent-replayed': 'true', 'original-request': answer.requestId });
  response.type('application/json').send(JSON.stringify(answer.body, null, 2));
}
