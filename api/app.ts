import { randomBytes } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { notFound } from '../domain/errors';
import { NO_PLATFORM_FEE, type PlatformFee } from '../domain/owners/platform-fee';
import type { PayloadKey } from '../temporal/payload-codec';
import { serveCodec } from './codec/serve-codec';
import { serveHealth } from './health';
import { limitCallers } from './http/limits';
import { parseQuery } from './http/parse';
import { sendProblem, toTenureError } from './http/problem';
import { serveRoutes } from './http/serve-routes';
import { serveLinks } from './links/kernel/serve-links';
import { createLiveEvents } from './live/events';
import { streamEvents } from './live/stream';
import { serveReference } from './openapi/router';
import { resources } from './resources';
import type { Limits, Services } from './services';
import { receiveWebhooks } from './webhooks/receive';

const LIMITS: Limits = { perCaller: 6_000, failedSignInsPerAddress: 60 };

export type AppOptions = Omit<Services, 'limits' | 'live' | 'platformFee'> & {
  limits?: Partial<Limits>;
  platformFee?: PlatformFee;
  payloadKeys: readonly PayloadKey[];
};

/** The API without a server: routes, link pages, webhooks, live streams, reference. `close` ends what it opened. */
export function createApp(options: AppOptions): { app: Express; services: Services; close(): Promise<void> } {
  const { payloadKeys, limits, platformFee = NO_PLATFORM_FEE, ...given } = options;
  const services: Services = {
    ...given,
    limits: { ...LIMITS, ...limits },
    platformFee,
    live: createLiveEvents(options.database),
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', parseQuery);
  // The web server of the app and a proxy on the same machine say who asks; nobody else is believed.
  app.set('trust proxy', 'loopback');

  app.use(nameRequest, secureHeaders(services));
  serveHealth(app, services);
  receiveWebhooks(app, services);
  serveCodec(app, services, payloadKeys);
  serveReference(app, services.urls.api);
  app.use(limitCallers(services.limits));
  app.get(['/v1/notifications/stream', '/notifications/stream'], streamEvents(services));
  serveLinks(app, services);
  serveRoutes(app, resources, services);
  app.use((req) => {
    throw notFound(`address as ${req.path.slice(0, 200)}`);
  });
  app.use(answerFailure(services.log));
  return { app, services, close: () => services.live.close() };
}

const nameRequest: RequestHandler = (_req, res, next) => {
  const requestId = `req_${randomBytes(12).toString('base64url')}`;
  res.locals.requestId = requestId;
  res.setHeader('X-Request-Id', requestId);
  next();
};

function secureHeaders({ urls }: Services): RequestHandler {
  const https = urls.api.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    strictTransportSecurity: https ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
}

/** The one place where failures become answers. What we did not foresee is logged, and told without its inside. */
function answerFailure(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (failure: unknown, req, res, _next) => {
    const error = toTenureError(failure);
    const requestId = String(res.locals.requestId ?? '');
    if (error.status >= 500) {
      const about = { requestId, method: req.method, route: req.route?.path, code: error.code };
      log.error({ ...about, err: failure }, 'a request failed');
    }
    sendProblem(res, error, requestId);
  };
}
