import { randomBytes, randomUUID } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import type { Sandbox } from '../core/sandbox';
import type { Vendor } from '../core/vendor';
import { createCarrier } from './carrier';
import { twilioControlRouter } from './control-router';
import { answerRefusal } from './errors';
import { messagesRouter } from './messages-router';
import { openOptOuts } from './opt-out';
import { signTwilioWebhook } from './signature';

const base = '/twilio/api.twilio.com/2010-04-01';

/** Twilio's Messages API, its status callbacks and inbound texts with opt-out words. */
export function twilioVendor(sandbox: Sandbox): Router {
  const { authToken } = sandbox.config.accounts.twilio;
  sandbox.webhooks.signedBy('twilio', ({ url, body }) => ({
    'user-agent': 'TwilioProxy/1.1',
    'i-twilio-idempotency-token': randomUUID(),
    'x-twilio-signature': signTwilioWebhook(url, body, authToken),
  }));
  const carrier = createCarrier(sandbox);
  const optOuts = openOptOuts(sandbox);
  const router = Router();
  router.use(`${base}/Accounts/:accountSid`, authenticate(sandbox));
  router.use(messagesRouter(sandbox, carrier, optOuts));
  router.use('/twilio', (request, response) => {
    answerRefusal(response, { code: 20404, value: request.path.replace('/api.twilio.com', '') });
  });
  router.use(twilioControlRouter(sandbox, carrier, optOuts));
  return router;
}

function authenticate(sandbox: Sandbox): RequestHandler {
  const { accountSid, authToken } = sandbox.config.accounts.twilio;
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return (request, response, next) => {
    response.set('Twilio-Request-Id', `RQ${randomBytes(16).toString('hex')}`);
    if (request.get('authorization') !== expected) return answerRefusal(response, { code: 20003 });
    if (request.params.accountSid !== accountSid) return answerRefusal(response, { code: 20404, value: request.path });
    next();
  };
}

/** How the app mounts Twilio. */
export const twilio: Vendor = {
  name: 'twilio',
  prefixes: ['/twilio'],
  router: twilioVendor,
  answerFault(response, status) {
    if (status === 429) response.set('Retry-After', '1');
    answerRefusal(response, { code: status === 429 ? 20429 : 20500 });
  },
};
