import express, { type ErrorRequestHandler, type Express } from 'express';
import { controlRouter } from './control/router';
import { injectFaults } from './core/fault-middleware';
import { bodyParsers } from './core/http';
import type { Sandbox } from './core/sandbox';
import type { Vendor } from './core/vendor';
import { inboxRouter } from './inbox/router';

/** Assembles the sandbox's one HTTP app: bodies, faults, vendors, control, inbox. */
export function createApp(sandbox: Sandbox, vendors: readonly Vendor[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'extended');
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  for (const vendor of vendors) if (vendor.early) app.use([...vendor.prefixes], vendor.early(sandbox));
  app.use(bodyParsers());
  app.use(injectFaults(sandbox, vendors));
  for (const vendor of vendors) app.use(vendor.router(sandbox));
  app.use(controlRouter(sandbox, vendors));
  app.use(inboxRouter(sandbox));
  app.use((request, response) => void response.status(404).json({ error: `Nothing at ${request.path}.` }));
  app.use(answerError);
  return app;
}

/** Unreadable bodies are the caller's fault; anything else is the sandbox's, and is shown in its log. */
const answerError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (status >= 500) console.error(`sandbox: ${request.method} ${request.path} failed:`, error);
  if (response.headersSent) return void response.socket?.destroy();
  response.status(status).json({ error: { message } });
};

function statusOf(error: unknown): number {
  if (typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number') {
    return error.status;
  }
  return 500;
}
