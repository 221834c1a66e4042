import express, { type Express, type Request, type RequestHandler } from 'express';
import { TenureError } from '../../domain/errors';
import { type ReceivedWebhook, storeWebhooks } from '../../store/webhooks/store-webhooks';
import { verifyCheckrWebhook } from '../../vendors/webhooks/checkr';
import { verifyDocusignWebhook } from '../../vendors/webhooks/docusign';
import { WebhookRefused } from '../../vendors/webhooks/refusal';
import { verifySendgridWebhook } from '../../vendors/webhooks/sendgrid';
import { verifyStripeWebhook } from '../../vendors/webhooks/stripe';
import { verifyTwilioWebhook } from '../../vendors/webhooks/twilio';
import type { Services } from '../services';

/** DocuSign sends documents along where it is told to; SendGrid batches. */
const BODY_LIMIT = '5mb';

/** What it takes to believe webhooks and keep them. */
type WebhookServices = Pick<Services, 'database' | 'webhookSecrets' | 'urls' | 'now'>;

type Verify = (req: Request, rawBody: Buffer, services: WebhookServices) => ReceivedWebhook[];

/** How each vendor's post is believed and what names its events. */
const VENDORS: Readonly<Record<string, Verify>> = {
  stripe({ headers }, rawBody, { webhookSecrets, now }) {
    const event = verifyStripeWebhook({ rawBody, headers, secrets: webhookSecrets.stripe, now: now() });
    return [{ vendor: 'stripe', eventRef: event.id, type: event.type, payload: parse(rawBody) }];
  },
  docusign({ headers }, rawBody, { webhookSecrets }) {
    const event = verifyDocusignWebhook({ rawBody, headers, keys: webhookSecrets.docusign });
    return [{ vendor: 'docusign', eventRef: event.id, type: event.type, payload: parse(rawBody) }];
  },
  sendgrid({ headers }, rawBody, { webhookSecrets, now }) {
    const publicKey = webhookSecrets.sendgridPublicKey;
    return verifySendgridWebhook({ rawBody, headers, publicKey, now: now() }).map(({ id, type, object }) => ({
      vendor: 'sendgrid',
      eventRef: id,
      type,
      payload: object,
    }));
  },
  checkr({ headers }, rawBody, { webhookSecrets }) {
    const event = verifyCheckrWebhook({ rawBody, headers, apiKey: webhookSecrets.checkrApiKey });
    return [{ vendor: 'checkr', eventRef: event.id, type: event.type, payload: parse(rawBody) }];
  },
  'twilio/messages': receiveTwilio,
  'twilio/status': receiveTwilio,
};

function receiveTwilio(req: Request, rawBody: Buffer, { webhookSecrets, urls }: WebhookServices): ReceivedWebhook[] {
  const params = formOf(rawBody);
  const event = verifyTwilioWebhook({
    url: urls.api + req.originalUrl,
    params,
    headers: req.headers,
    authToken: webhookSecrets.twilioAuthToken,
  });
  const state = event.kind === 'status' ? event.status : 'inbound';
  return [{ vendor: 'twilio', eventRef: `${event.sid}/${state}`, type: `message.${state}`, payload: params }];
}

/** A form's fields, those that come several times as lists. */
function formOf(rawBody: Buffer): Record<string, string | string[]> {
  const form = new URLSearchParams(rawBody.toString('utf8'));
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function parse(rawBody: Buffer): object {
  return JSON.parse(rawBody.toString('utf8'));
}

/**
 * Takes vendors' webhooks: believed by their signature over the raw body, stored once, answered at once. What follows
 * from them is the relay's work.
 */
export function receiveWebhooks(app: Express, services: WebhookServices): void {
  const raw = express.raw({ type: () => true, limit: BODY_LIMIT });
  for (const [path, verify] of Object.entries(VENDORS)) {
    app.post(`/webhooks/${path}`, raw, receive(verify, services));
  }
}

function receive(verify: Verify, services: WebhookServices): RequestHandler {
  return async (req, res) => {
    const rawBody = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const webhooks = believe(() => verify(req, rawBody, services));
    if (webhooks.length > 0) await storeWebhooks(services.database, webhooks);
    // Twilio reads the body as instructions: an empty one says nothing back.
    if (req.path.startsWith('/webhooks/twilio')) res.type('text/xml').send('<Response/>');
    else res.json({ received: true });
  };
}

function believe(verify: () => ReceivedWebhook[]): ReceivedWebhook[] {
  try {
    return verify();
  } catch (error) {
    if (!(error instanceof WebhookRefused)) throw error;
    if (error.reason === 'malformed') throw new TenureError('invalid_request', 'This is not an event of that vendor.');
    throw new TenureError('invalid_signature', 'The signature does not fit this body.', { cause: error });
  }
}
