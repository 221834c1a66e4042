import { Router } from 'express';
import type { Sandbox } from '../core/sandbox';
import type { Vendor } from '../core/vendor';
import { docusignControlRouter } from './control-router';
import { createEnvelopeDesk } from './envelope-desk';
import { envelopesRouter } from './envelopes-router';
import { answerFault, authenticate } from './http';
import { oauthRouter } from './oauth-router';
import { recipientsRouter } from './recipients-router';
import { signingRouter } from './signing-router';

/** DocuSign eSignature v2.1: account server, REST API, hosted signing pages, Connect webhooks. */
export function docusignVendor(sandbox: Sandbox): Router {
  const desk = createEnvelopeDesk(sandbox);
  const router = Router();
  router.use(oauthRouter(sandbox));
  router.use('/restapi/v2.1/accounts/:accountId', authenticate(sandbox));
  router.use(envelopesRouter(sandbox, desk));
  router.use(recipientsRouter(sandbox, desk));
  router.use(signingRouter(sandbox, desk));
  router.use(docusignControlRouter(sandbox, desk));
  return router;
}

/** How the app mounts DocuSign. */
export const docusign: Vendor = {
  name: 'docusign',
  prefixes: ['/restapi', '/oauth'],
  router: docusignVendor,
  answerFault,
};
