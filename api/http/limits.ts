import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { TenureError } from '../../domain/errors';
import type { Limits } from '../services';
import { bearerOf, cookieOf, SESSION_COOKIE } from './authenticate';

const MINUTE_MS = 60_000;

/** Bounds what one caller may ask in a minute; says so in RateLimit headers. */
export function limitCallers(limits: Limits): RequestHandler[] {
  const refuse: RequestHandler = (_req, res, next) => {
    if (!res.hasHeader('Retry-After')) res.setHeader('Retry-After', '60');
    next(new TenureError('rate_limited', 'That was too much at once. Wait a minute and go on.'));
  };
  return [
    rateLimit({
      windowMs: MINUTE_MS,
      limit: limits.perCaller,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: callerOf,
      handler: refuse,
    }),
    // Wrong credentials are counted by address, so that trying many keys does not give many allowances.
    rateLimit({
      windowMs: MINUTE_MS,
      limit: limits.failedSignInsPerAddress,
      standardHeaders: false,
      legacyHeaders: false,
      keyGenerator: addressOf,
      requestWasSuccessful: (_req, res) => res.statusCode !== 401,
      skipSuccessfulRequests: true,
      handler: refuse,
    }),
  ];
}

function callerOf(req: Request): string {
  const link = /^\/l\/([\w-]{20,})/.exec(req.path)?.[1];
  const credential = bearerOf(req) ?? cookieOf(req, SESSION_COOKIE) ?? link;
  return credential === undefined ? addressOf(req) : createHash('sha256').update(credential).digest('base64');
}

function addressOf(req: Request): string {
  return ipKeyGenerator(req.ip ?? '');
}
