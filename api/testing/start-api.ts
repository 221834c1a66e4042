import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Role } from '../../domain/permissions';
import { createApiKey } from '../../store/api-keys/api-keys';
import { type Database, inOrganization, openDatabase } from '../../store/database';
import { signUp } from '../../store/users/sign-up';
import { createTestDatabase } from '../../tests/support/database';
import { type AppOptions, createApp } from '../app';
import { API_KEY_PREFIX } from '../http/authenticate';
import type { Services } from '../services';
import { createMemoryFiles } from './memory-files';
import { createTemporalAway } from './temporal-away';

export type Answer = {
  status: number;
  headers: Headers;
  /** Parsed JSON; what a test asserts on is its own business. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  body: any;
  text: string;
};

export type Ask = (
  method: string,
  path: string,
  options?: { body?: unknown; headers?: Record<string, string>; key?: string },
) => Promise<Answer>;

/** An organization with an owner, and a way to ask as each role. */
export type TestLandlord = {
  organizationId: string;
  userId: string;
  email: string;
  password: string;
  /** Asks as an API key of that role; owner unless said. */
  as(role: Role): Promise<Ask>;
  ask: Ask;
};

export type TestApi = {
  url: string;
  database: Database;
  ownerUrl: string;
  services: Services;
  sendgridPrivateKey: string;
  /** Asks as nobody. */
  ask: Ask;
  landlord(name?: string): Promise<TestLandlord>;
  close(): Promise<void>;
};

/** The real application over a database of its own on a loopback port. Temporal is away unless given. */
export async function startApi(options: Partial<AppOptions> = {}): Promise<TestApi> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.appUrl, 8);
  const payloadKeys = [{ id: 'test', key: randomBytes(32) }];
  const temporal = options.temporal ?? createTemporalAway();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { app, services, close } = createApp({
    mode: 'test',
    database,
    temporal,
    payloadKeys,
    linkKey: randomBytes(32),
    fieldKey: randomBytes(32),
    files: createMemoryFiles(),
    urls: { api: url, web: 'http://web.test', temporalUi: 'http://127.0.0.1:8233' },
    webhookSecrets: {
      stripe: ['whsec_test'],
      docusign: ['docusign_test'],
      twilioAuthToken: 'twilio_test',
      sendgridPublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      checkrApiKey: 'checkr_test',
    },
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    ...options,
    limits: { perCaller: 1_000_000, failedSignInsPerAddress: 1_000_000, ...options.limits },
  });
  server.on('request', app);
  const ask = asker(url, {});
  return {
    url,
    database,
    ownerUrl: testDatabase.ownerUrl,
    services,
    sendgridPrivateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ask,
    landlord: (name = 'Test Rentals') => makeLandlord(url, database, name),
    close: async () => {
      await close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([database.close(), temporal.close()]);
      await testDatabase.drop();
    },
  };
}

/** Asks the API with these headers; `key` becomes the Idempotency-Key, made up for a POST that has none. */
export function asker(url: string, base: Record<string, string>): Ask {
  return async (method, path, { body, headers = {}, key } = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...base,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'POST' ? { 'Idempotency-Key': key ?? randomBytes(12).toString('hex') } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text };
  };
}

async function makeLandlord(url: string, database: Database, name: string): Promise<TestLandlord> {
  const email = `${randomBytes(6).toString('hex')}@example.test`;
  const password = 'a long enough password';
  const { userId, organizationId } = await signUp(database, {
    organizationName: name,
    name: 'Dana Ruiz',
    email,
    password,
    timeZone: 'America/Los_Angeles',
    locale: 'en',
  });
  const as = async (role: Role): Promise<Ask> => {
    const key = API_KEY_PREFIX + randomBytes(32).toString('base64url');
    await inOrganization(database, organizationId, (tx) =>
      createApiKey(tx, { organizationId, name: role, role, key, expiresAt: null, actor: userId, origin: 'test' }),
    );
    return asker(url, { Authorization: `Bearer ${key}` });
  };
  return { organizationId, userId, email, password, as, ask: await as('owner') };
}
