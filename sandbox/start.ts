import { setMaxListeners } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createApp } from './app';
import { defaultAccounts, type SandboxAccounts, type SandboxConfig } from './core/config';
import { createFaults } from './core/faults';
import { createRandom } from './core/random';
import type { Sandbox } from './core/sandbox';
import { openStore } from './core/store';
import { createWebhooks } from './core/webhooks';
import { ensureCredentials } from './credentials';
import { startObjectStorage } from './s3';
import { vendors } from './vendors';

export interface SandboxOptions {
  /** Ports of the three listeners; 0 or left out takes any free one. */
  readonly port?: number;
  readonly tlsPort?: number;
  readonly s3Port?: number;
  /** Interface of the plain and the TLS listener; 127.0.0.1 when left out. Containers need 0.0.0.0. */
  readonly host?: string;
  /** Public base for links to hosted pages; http://127.0.0.1:port when left out. */
  readonly publicUrl?: string;
  /** Folder for state and keys; without it nothing is kept. */
  readonly dataDir?: string;
  /** Folder for keys alone, which several may share; `dataDir` when left out. */
  readonly keysDir?: string;
  /** Base of the receiver's webhook paths; without it no webhooks are sent. */
  readonly webhookBase?: string;
  /** How long an ACH debit stays processing; 1500 when left out. */
  readonly achSettleMs?: number;
  /** How long a background check takes after consent; 1000 when left out. */
  readonly checkrCompleteMs?: number;
  readonly accounts?: Partial<SandboxAccounts>;
  /** Seed of its chances; 1 when left out. */
  readonly seed?: number;
  /** False leaves object storage out (tests that need none start faster). */
  readonly objectStorage?: boolean;
  /** What its vendors take for now, for tests whose time jumps; webhooks are signed by the machine's clock all the same. */
  readonly clock?: () => Date;
}

export interface RunningSandbox {
  readonly url: string;
  readonly tlsUrl: string;
  readonly s3Url: string;
  readonly sandbox: Sandbox;
  /** Stops listeners, timers and deliveries. */
  close(): Promise<void>;
}

/** Starts every stand-in on 127.0.0.1, in this process, and answers once all listeners are ready. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const credentials = await ensureCredentials(options.keysDir ?? options.dataDir);
  const http = createHttpServer();
  const tls = createTlsServer({
    key: credentials.tlsKey,
    cert: `${credentials.tlsCert.trim()}\n${credentials.caCert}`,
  });
  const port = await listen(http, options.port ?? 0, options.host);
  const tlsPort = await listen(tls, options.tlsPort ?? 0, options.host);
  const accounts = { ...defaultAccounts, ...options.accounts };
  const s3 =
    options.objectStorage === false
      ? undefined
      : await startObjectStorage({
          port: options.s3Port ?? 0,
          dataDir: options.dataDir,
          accounts: accounts.s3,
        });

  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // everything that is still to come listens
  const sandbox = createSandbox(
    {
      url: options.publicUrl ?? `http://127.0.0.1:${port}`,
      localUrl: `http://127.0.0.1:${port}`,
      tlsUrl: `https://127.0.0.1:${tlsPort}`,
      s3Url: s3?.url ?? '',
      webhookBase: options.webhookBase,
      dataDir: options.dataDir,
      achSettleMs: options.achSettleMs ?? 1_500,
      checkrCompleteMs: options.checkrCompleteMs ?? 1_000,
      credentials,
      accounts,
    },
    { seed: options.seed ?? 1, closing: closing.signal, now: options.clock ?? (() => new Date()) },
  );
  const app = createApp(sandbox, vendors);
  http.on('request', app);
  tls.on('request', app);
  sandbox.webhooks.resume();

  return {
    url: `http://127.0.0.1:${port}`,
    tlsUrl: sandbox.config.tlsUrl,
    s3Url: sandbox.config.s3Url,
    sandbox,
    async close() {
      closing.abort();
      sandbox.webhooks.close();
      await Promise.all([stop(http), stop(tls), s3?.close()]);
      sandbox.store.close();
    },
  };
}

function createSandbox(
  config: SandboxConfig,
  { seed, closing, now }: { seed: number; closing: AbortSignal; now: () => Date },
): Sandbox {
  const random = createRandom(seed);
  const store = openStore(config.dataDir);
  const faults = createFaults(() => random.next());
  const webhooks = createWebhooks({ store, faults, webhookBase: config.webhookBase, now: () => new Date() });
  return {
    config,
    store,
    faults,
    webhooks,
    closing,
    now,
    random: () => random.next(),
    seed: (value) => random.seed(value),
  };
}

function listen(server: HttpServer | TlsServer, port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: HttpServer | TlsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
