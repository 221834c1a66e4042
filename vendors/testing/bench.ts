import { globalAgent } from 'node:https';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/start';
import {
  type ReceivedWebhook,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../sandbox/testing/webhook-receiver';
import { createVendors, type Vendors } from '..';
import type { VendorsConfig } from '../config';
import { VendorFailure } from '../failure';

/** The real clients, pointed at a sandbox of their own with a receiver of its webhooks. */
export interface VendorBench {
  running: RunningSandbox;
  hooks: WebhookReceiver;
  config: VendorsConfig;
  vendors: Vendors;
  /** Other clients of the same sandbox, some of the configuration changed. */
  vendorsWith(change: Partial<VendorsConfig>): Vendors;
  fault(rule: {
    vendor: string;
    kind: string;
    times?: number;
    match?: { method?: string; path?: string };
  }): Promise<void>;
  control(path: string, body: object): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a bench. Bank debits settle after 50 ms unless said otherwise. */
export async function startVendorBench(options: SandboxOptions = {}): Promise<VendorBench> {
  const hooks = await startWebhookReceiver();
  const running = await startSandbox({
    achSettleMs: 50,
    objectStorage: false,
    webhookBase: `${hooks.base}/webhooks`,
    ...options,
  });
  // The product trusts the sandbox's CA through NODE_EXTRA_CA_CERTS, which Node reads only when it starts.
  globalAgent.options.ca = running.sandbox.config.credentials.caCert;
  const config = configFor(running);

  async function control(path: string, body: object): Promise<unknown> {
    const answer = await fetch(`${running.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`control/${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  return {
    running,
    hooks,
    config,
    vendors: createVendors(config),
    vendorsWith: (change) => createVendors({ ...config, ...change }),
    async fault(rule) {
      await control('faults', { times: 1, ...rule });
    },
    control,
    async close() {
      await running.close();
      await hooks.close();
    },
  };
}

function configFor({ url, tlsUrl, s3Url, sandbox }: RunningSandbox): VendorsConfig {
  const { accounts, credentials } = sandbox.config;
  const { docusign, twilio, sendgrid, s3 } = accounts;
  return {
    stripe: { secretKey: accounts.stripe.secretKey, webhookSecrets: [accounts.stripe.webhookSecret], apiBase: url },
    docusign: {
      baseUrl: `${url}/restapi`,
      oauthHost: tlsUrl.replace('https://', ''),
      accountId: docusign.accountId,
      integrationKey: docusign.integrationKey,
      userId: docusign.userId,
      privateKeyPem: credentials.docusignPrivateKey,
      connectKeys: [docusign.connectKey],
    },
    twilio: { ...twilio, apiBase: `${url}/twilio` },
    sendgrid: {
      ...sendgrid,
      fromName: 'Harbor & Pine',
      webhookPublicKey: credentials.sendgridPublicKey,
      apiBase: `${url}/sendgrid`,
    },
    googleMaps: { apiKey: accounts.googleMaps.apiKey, apiBase: `${url}/googlemaps` },
    checkr: { apiKey: accounts.checkr.apiKey, apiBase: `${url}/checkr` },
    objectStorage: { ...s3, endpoint: s3Url },
  };
}

/** The failure a call ends with; fails itself where the call succeeds or throws anything else. */
export async function failureOf(call: Promise<unknown>): Promise<VendorFailure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof VendorFailure) return error;
    throw error;
  }
  throw new Error('The call was expected to fail, and did not.');
}

/** The raw body and headers of a webhook, as the API hands them to verification. */
export function rawOf({ body, headers }: ReceivedWebhook) {
  return { rawBody: Buffer.from(body, 'utf8'), headers };
}

/** Waits until `look` gives something, for at most five seconds. */
export async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const giveUpAt = Date.now() + 5_000;
  while (Date.now() < giveUpAt) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not happen within five seconds.');
}
