import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { receiveWebhooks } from '../../../api/webhooks/receive';
import type { Database } from '../../../store/database';
import type { VendorsConfig } from '../../../vendors/config';

/** The API's own receiver of webhooks, alone on a port of its own. */
export type WebhookListener = {
  /** `http://127.0.0.1:port`; the sandbox sends to `/webhooks` below it. */
  url: string;
  /** From now on it believes and stores; before, every webhook is refused and so comes again. */
  open(database: Database, config: VendorsConfig): void;
  close(): Promise<void>;
};

export async function startWebhookListener(): Promise<WebhookListener> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    open(database, { stripe, docusign, twilio, sendgrid, checkr }) {
      const webhookSecrets = {
        stripe: stripe.webhookSecrets,
        docusign: docusign.connectKeys,
        twilioAuthToken: twilio.authToken,
        sendgridPublicKey: sendgrid.webhookPublicKey,
        checkrApiKey: checkr.apiKey,
      };
      receiveWebhooks(app, { database, webhookSecrets, urls: { api: url, web: url }, now: () => new Date() });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
