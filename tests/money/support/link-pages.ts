import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../../api/app';
import { createTemporal } from '../../../api/temporal/client';
import { createMemoryFiles } from '../../../api/testing/memory-files';
import { inOrganization } from '../../../store/database';
import { createLink } from '../../../store/links/create-link';
import { tokenOfLink } from '../../../store/links/link-tokens';
import { temporalAddress } from '../../support/temporal';
import { TEST_PAYLOAD_KEYS, type World } from '../../workflows/support/world';
import type { GivenLease } from './given-lease';

export type Pages = {
  url: string;
  /** A tenant's link to pay, or to autopay: its path. */
  link(lease: GivenLease, purpose: 'pay' | 'autopay'): Promise<string>;
  get(path: string): Promise<{ status: number; html: string }>;
  /** Sends a form; answers the status and where it leads. */
  post(path: string, fields: Record<string, string>): Promise<{ status: number; location: string; html: string }>;
  close(): Promise<void>;
};

/** The API over a world's database and Temporal server. */
export async function startPages(world: World): Promise<Pages> {
  const temporal = createTemporal({
    address: temporalAddress(),
    namespace: world.namespace,
    payloadKeys: TEST_PAYLOAD_KEYS,
  });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { linkKey, fieldKey } = world.deps;
  const { app, close } = createApp({
    mode: 'test',
    database: world.database,
    temporal,
    payloadKeys: TEST_PAYLOAD_KEYS,
    linkKey,
    fieldKey,
    files: createMemoryFiles(),
    urls: { api: url, web: 'http://web.test' },
    webhookSecrets: {
      stripe: ['whsec_test'],
      docusign: ['docusign_test'],
      twilioAuthToken: 'twilio_test',
      sendgridPublicKey: '',
      checkrApiKey: 'checkr_test',
    },
    log: pino({ level: 'silent' }),
    now: () => new Date(),
  });
  server.on('request', app);
  return {
    url,
    async link({ organizationId, leaseId, tenantId }, purpose) {
      const expiresAt = new Date(Date.now() + 86_400_000);
      const of = { organizationId, purpose, subjectId: leaseId, partyId: tenantId, locale: 'en', expiresAt };
      const id = await inOrganization(world.database, organizationId, (tx) => createLink(tx, linkKey, of));
      return `/l/${tokenOfLink(linkKey, id)}`;
    },
    async get(path) {
      const answer = await fetch(url + path);
      return { status: answer.status, html: await answer.text() };
    },
    post: (path, fields) => send(path.startsWith('http') ? path : url + path, fields),
    async close() {
      await close();
      await temporal.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function send(address: string, fields: Record<string, string>) {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location') ?? '', html: await answer.text() };
}

/** What a person enters on the vendor's page. */
export const CARD = {
  method: 'card',
  name: 'Ada',
  email: 'ada@example.test',
  number: '4242424242424242',
  expiry: '12/34',
  cvc: '123',
};
export const BANK = {
  method: 'us_bank_account',
  name: 'Ada',
  email: 'ada@example.test',
  routing_number: '110000000',
  account_number: '000123456789',
  account_type: 'checking',
};
