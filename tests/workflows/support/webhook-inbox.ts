import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../../store/database';
import { type IncomingWebhook, storeWebhooks } from '../../../store/webhook-inbox/store-webhook';
import type { VendorsConfig } from '../../../vendors/config';
import { verifyCheckrWebhook } from '../../../vendors/webhooks/checkr';
import { verifyDocusignWebhook } from '../../../vendors/webhooks/docusign';
import type { WebhookHeaders } from '../../../vendors/webhooks/refusal';
import { verifySendgridWebhook } from '../../../vendors/webhooks/sendgrid';
import { verifyStripeWebhook } from '../../../vendors/webhooks/stripe';
import { verifyTwilioWebhook } from '../../../vendors/webhooks/twilio';

type Arrived = { url: string; rawBody: Buffer; headers: WebhookHeaders };
type Read = (arrived: Arrived, config: VendorsConfig) => IncomingWebhook[];

const raw = ({ rawBody }: Arrived): Record<string, unknown> => JSON.parse(rawBody.toString('utf8'));

const READERS: Readonly<Record<string, Read>> = {
  stripe: (arrived, { stripe }) => {
    const { id, type } = verifyStripeWebhook({ ...arrived, secrets: stripe.webhookSecrets });
    return [{ vendor: 'stripe', eventRef: id, type, payload: raw(arrived) }];
  },
  docusign: (arrived, { docusign }) => {
    const { id, type } = verifyDocusignWebhook({ ...arrived, keys: docusign.connectKeys });
    return [{ vendor: 'docusign', eventRef: id, type, payload: raw(arrived) }];
  },
  checkr: (arrived, { checkr }) => {
    const { id, type } = verifyCheckrWebhook({ ...arrived, apiKey: checkr.apiKey });
    return [{ vendor: 'checkr', eventRef: id, type, payload: raw(arrived) }];
  },
  sendgrid: (arrived, { sendgrid }) =>
    verifySendgridWebhook({ ...arrived, publicKey: sendgrid.webhookPublicKey }).map(({ id, type, object }) => ({
      ...{ vendor: 'sendgrid' as const, eventRef: id, type },
      payload: object,
    })),
  twilio: (arrived, { twilio }) => {
    const params = Object.fromEntries(new URLSearchParams(arrived.rawBody.toString('utf8')));
    const event = verifyTwilioWebhook({ ...arrived, params, authToken: twilio.authToken });
    const eventRef = event.kind === 'status' ? `${event.sid}/${event.status}` : event.sid;
    return [{ vendor: 'twilio', eventRef, type: event.kind, payload: params }];
  },
};

/** A listener that does what the API does with webhooks: checks the signature, stores them, answers 204. */
export type WebhookListener = {
  /** Where the sandbox sends to. */
  base: string;
  /** From now on it can check and store; before, it answers 503. */
  open(database: Database, config: VendorsConfig): void;
  close(): Promise<void>;
};

export async function startWebhookListener(): Promise<WebhookListener> {
  let opened: { database: Database; config: VendorsConfig } | undefined;
  let origin = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const read = READERS[path.split('/')[2] ?? ''];
      if (opened === undefined || read === undefined) return void response.writeHead(503).end();
      const { database, config } = opened;
      const arrived = { url: origin + path, rawBody: Buffer.concat(chunks), headers: request.headers };
      Promise.resolve()
        .then(() => storeWebhooks(database, read(arrived, config)))
        .then(
          () => response.writeHead(204).end(),
          (error: unknown) => response.writeHead(400).end(String(error)),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base: `${origin}/webhooks`,
    open: (database, config) => {
      opened = { database, config };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
