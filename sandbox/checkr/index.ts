import { Router } from 'express';
import type { Sandbox } from '../core/sandbox';
import type { Vendor } from '../core/vendor';
import { authenticate, checkrApiRouter, setLimitHeaders } from './api-router';
import { checkrHeaders, openBureau } from './bureau';
import { checkrControlRouter } from './control-router';
import { replayIdempotent } from './idempotency';
import { checkrPagesRouter } from './pages-router';

/** Checkr: candidates, invitations with a hosted page, reports that complete by themselves, signed webhooks. */
export function checkrVendor(sandbox: Sandbox): Router {
  const { apiKey } = sandbox.config.accounts.checkr;
  sandbox.webhooks.signedBy('checkr', ({ body }) => checkrHeaders(body, apiKey));
  const bureau = openBureau(sandbox);
  const router = Router();
  router.use('/checkr/v1', authenticate(sandbox), replayIdempotent(sandbox));
  router.use(checkrApiRouter(sandbox, bureau));
  router.use(checkrPagesRouter(bureau));
  router.use(checkrControlRouter(bureau));
  return router;
}

/** How the app mounts Checkr. */
export const checkr: Vendor = {
  name: 'checkr',
  prefixes: ['/checkr'],
  router: checkrVendor,
  answerFault(response, status) {
    if (status === 429) setLimitHeaders(response, 0, new Date(Date.now() + 1_000));
    response.status(status).json({ error: status === 429 ? 'Rate limit exceeded' : 'Internal server error' });
  },
};
