import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { TenureError } from '../../domain/errors';
import type { Services } from '../services';
import { authenticate, cookieOf } from './authenticate';
import { FileAnswer, sendFile } from './file-answer';
import { hashRequest, idempotencyKeyOf, once } from './idempotency';
import { parseIfMatch } from './parse';
import { type RawCall, type Reply, type Route, scopeOf } from './route';

/** The largest JSON body. */
const BODY_LIMIT = '256kb';

/** Serves every route under /v1 and without it, and answers 405 to methods an address does not know. */
export function serveRoutes(app: Express, routes: readonly Route[], services: Services): void {
  const json = express.json({ limit: BODY_LIMIT, type: ['application/json', 'application/*+json'], strict: true });
  const byPath = new Map<string, Route[]>();
  for (const route of [...routes].sort(moreSpecificFirst)) {
    byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
  }
  for (const [path, served] of byPath) {
    const addresses = [`/v1${path}`, path].map(toExpress);
    for (const route of served) {
      const handlers: RequestHandler[] = [serve(route, services)];
      if (route.body !== null) handlers.unshift(refuseOtherBodies, json);
      app[route.method](addresses, ...handlers);
    }
    const allowed = served.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    app.all(addresses, (req, res) => refuseMethod(req, res, [...allowed, 'OPTIONS']));
  }
}

/** A fixed name goes before a parameter in the same place: /sessions/current before /sessions/{id}. */
function moreSpecificFirst(a: Route, b: Route): number {
  const rank = (path: string) =>
    path
      .split('/')
      .map((part) => (part.startsWith('{') ? '1' : '0'))
      .join('');
  return rank(a.path) < rank(b.path) ? -1 : 1;
}

function toExpress(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function refuseMethod(req: Request, res: Response, allowed: string[]): void {
  res.setHeader('Allow', allowed.join(', '));
  if (req.method === 'OPTIONS') {
    res.status(204).end();
    return;
  }
  throw new TenureError('method_not_allowed', `This address answers ${allowed.join(', ')}.`);
}

const refuseOtherBodies: RequestHandler = (req, _res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is(['application/json', 'application/*+json'])) {
    throw new TenureError('unsupported_media', 'Send the body as application/json.');
  }
  next();
};

/** The way of one request: who, may they, is it right, was it done before, do it, answer. */
function serve(route: Route, services: Services): RequestHandler {
  return async (req, res) => {
    const principal = route.permission === 'public' ? null : await authenticate(req, services, route.permission);
    const reply = replyOf(route);
    const raw = rawCallOf(req, res, services, principal, reply.reply);
    const key = idempotencyKeyOf(req.get('Idempotency-Key'), route.idempotency);
    const run = route.prepare(raw);
    // What belongs to nobody yet, a sign-up, keeps its keys in a scope of its own.
    const organizationId = principal?.organizationId ?? 'public';
    const keep = (body: unknown) => ({
      status: reply.status(),
      body: route.answer === null ? null : body,
      headers: reply.headers,
    });
    if (key === null) {
      const body = await run(services, scopeOf(services, organizationId));
      if (body instanceof FileAnswer) {
        await sendFile(res, body);
        return;
      }
      answer(res, route, services, keep(body));
      return;
    }
    const claim = {
      organizationId,
      key,
      requestHash: hashRequest({
        actorId: principal?.actor.id ?? 'public',
        method: req.method,
        path: req.path.replace(/^\/v1(?=\/)/, ''),
        body: req.body,
      }),
      now: raw.now,
    };
    const done = await once(services, claim, raw.requestId, (inScope) => run(services, inScope), keep);
    if (done.replayed) res.setHeader('Idempotent-Replayed', 'true');
    answer(res, route, services, done);
  };
}

function replyOf(route: Route): { reply: Reply; status(): number; headers: Record<string, string> } {
  let status = route.status;
  const headers: Record<string, string> = {};
  const reply: Reply = {
    header(name, value) {
      headers[name] = value;
    },
    status(code) {
      status = code;
    },
  };
  return { reply, status: () => status, headers };
}

function rawCallOf(
  req: Request,
  res: Response,
  services: Services,
  principal: RawCall['principal'],
  reply: Reply,
): RawCall {
  return {
    principal,
    params: req.params,
    query: req.query,
    body: req.body,
    now: services.now(),
    requestId: String(res.locals.requestId),
    ip: req.ip ?? '',
    userAgent: (req.get('User-Agent') ?? '').slice(0, 300),
    ifMatch: parseIfMatch(req.get('If-Match')),
    cookie: (name) => cookieOf(req, name),
    reply,
  };
}

function answer(
  res: Response,
  route: Route,
  services: Services,
  { status, body, headers }: { status: number; body: unknown; headers: Record<string, string> },
): void {
  // A wrong answer is our mistake: found while developing, never paid for by a customer.
  if (services.mode !== 'production' && route.answer !== null && status < 400) route.answer.parse(body);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store');
  if (route.answer === null && status < 400) {
    res.status(status).end();
    return;
  }
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.status(status).end(JSON.stringify(body));
}
