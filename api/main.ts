import { createServer } from 'node:http';
import { pino } from 'pino';
import { loadEnvironment } from '../config';
import { cents } from '../domain/money';
import { openDatabase } from '../store/database';
import { linkKeyFrom } from '../store/links/link-key';
import { createVendors, type Vendors } from '../vendors';
import { createApp } from './app';
import type { Files } from './services';
import { createTemporal } from './temporal/client';

/** A request that takes longer, or whose headers dawdle, is cut; live streams are exempt once they have begun. */
const REQUEST_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 15_000;
/** Answers under way get this long when the process is asked to stop. */
const GRACE_MS = 8_000;

/** The one place where the API meets a vendor: photos and documents in object storage. */
function filesIn(objects: Vendors['objects']): Files {
  return {
    put: (file) => objects.put(file),
    get: (key) => objects.get(key),
    head: (key) => objects.head(key),
    uploadUrl: (file) => objects.presignedPut(file),
    downloadUrl: (file) => objects.presignedGet(file),
  };
}

function main(): void {
  const environment = loadEnvironment();
  const { api, vendors, temporal } = environment;
  const log = pino({
    level: environment.logLevel,
    base: { part: 'api' },
    redact: ['req', 'request', 'headers', 'authorization', 'cookie', '*.password', '*.token'],
  });
  const database = openDatabase(environment.database.url, environment.database.poolSize);
  const temporalPort = createTemporal(temporal);
  const { app, close } = createApp({
    mode: environment.mode,
    database,
    temporal: temporalPort,
    payloadKeys: temporal.payloadKeys,
    linkKey: linkKeyFrom(environment.fieldKey),
    fieldKey: environment.fieldKey,
    files: filesIn(createVendors(vendors).objects),
    urls: { api: api.url, web: environment.web.url, temporalUi: temporal.uiUrl },
    webhookSecrets: {
      stripe: vendors.stripe.webhookSecrets,
      docusign: vendors.docusign.connectKeys,
      twilioAuthToken: vendors.twilio.authToken,
      sendgridPublicKey: vendors.sendgrid.webhookPublicKey,
      checkrApiKey: vendors.checkr.apiKey,
    },
    platformFee: { bps: environment.platformFee.bps, fixedCents: cents(environment.platformFee.fixedCents) },
    log,
    now: () => new Date(),
  });

  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS }, app);
  server.listen(api.port, api.host, () => log.info({ port: api.port }, 'the API answers'));

  const stop = (): void => {
    log.info('the API stops');
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    // Whatever hangs after that, a database that does not answer for instance, is left to end with the process.
    setTimeout(() => process.exit(0), GRACE_MS + 4_000).unref();
    server.close(async () => {
      clearTimeout(cut);
      await Promise.allSettled([database.close(), temporalPort.close()]);
      process.exit(0);
    });
    // Streams would go on for minutes: their readers come back to another process and miss nothing.
    void close();
    server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main();
