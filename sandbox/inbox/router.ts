import { type Request, Router } from 'express';
import { asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { listInbox } from './inbox';

/** The demo's phone and mailbox: JSON for tests, a page for people. */
export function inboxRouter(sandbox: Sandbox): Router {
  const router = Router();
  router.get('/inbox.json', (request, response) => {
    response.json({ data: listInbox(sandbox, filterOf(request)) });
  });
  return router;
}

function filterOf(request: Request): { to?: string | undefined; after?: string | undefined } {
  return { to: asText(request.query.to), after: asText(request.query.after) };
}
