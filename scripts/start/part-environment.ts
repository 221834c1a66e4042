import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sandboxKeys } from '../../config/sandbox-keys';
import { ensureCredentials } from '../../sandbox/credentials';
import type { Ports } from './ports';
import type { Secrets } from './secrets';

type Variables = Record<string, string>;

/** What the parts are told: where the servers are and what to keep secret. */
export interface PartSettings {
  ports: Omit<Ports, 'temporal' | 'temporalUi' | 'postgres'>;
  secrets: Pick<Secrets, 'payloadKeys' | 'fieldKey'>;
  databaseUrl: string;
  temporal: { address: string; namespace: string; uiUrl: string };
  /** Where the sandbox keeps its state and keys. */
  sandboxFolder: string;
  /** Variables of the person who starts; theirs win where they name a vendor. */
  given: Variables;
}

/**
 * Environment of api, worker, sandbox and web. A vendor that the user has configured, in the environment or in `.env`,
 * is used as configured; every other vendor is the sandbox.
 */
export async function partEnvironment(settings: PartSettings): Promise<Variables> {
  const { ports, secrets, databaseUrl, temporal, sandboxFolder, given } = settings;
  const vendors = Object.values(await sandboxVendors(settings)).filter(
    (variables) => !Object.keys(variables).some((name) => name in given),
  );
  return {
    ...given,
    ...Object.assign({}, ...vendors),
    NODE_ENV: 'development',
    NODE_EXTRA_CA_CERTS: writeCertificates(sandboxFolder, given.NODE_EXTRA_CA_CERTS),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_UI_URL: temporal.uiUrl,
    PAYLOAD_KEYS: secrets.payloadKeys,
    FIELD_KEY: secrets.fieldKey,
    API_PORT: String(ports.api),
    API_URL: given.API_URL ?? local(ports.api),
    WEB_PORT: String(ports.web),
    WEB_URL: given.WEB_URL ?? local(ports.web),
    METRICS_PORT: String(ports.metrics),
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_TLS_PORT: String(ports.sandboxTls),
    SANDBOX_S3_PORT: String(ports.sandboxS3),
    SANDBOX_DATA_DIR: sandboxFolder,
    SANDBOX_URL: local(ports.sandbox),
    SANDBOX_WEBHOOK_BASE: `${local(ports.api)}/webhooks`,
  };
}

/** The environment of this process, without what is not set. */
export function ownEnvironment(): Variables {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Address of a port on this machine. */
export function local(port: number): string {
  return `http://127.0.0.1:${port}`;
}

async function sandboxVendors({ ports, sandboxFolder }: PartSettings): Promise<Record<string, Variables>> {
  const { docusignPrivateKey, sendgridPublicKey } = await ensureCredentials(sandboxFolder);
  const keys = (...prefixes: string[]): Variables =>
    Object.fromEntries(
      Object.entries(sandboxKeys).filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix))),
    );
  const sandbox = local(ports.sandbox);
  return {
    stripe: { ...keys('STRIPE_'), STRIPE_API_BASE: sandbox },
    docusign: {
      ...keys('DOCUSIGN_'),
      DOCUSIGN_BASE_URL: `${sandbox}/restapi`,
      DOCUSIGN_OAUTH_HOST: `127.0.0.1:${ports.sandboxTls}`,
      DOCUSIGN_PRIVATE_KEY: docusignPrivateKey,
    },
    twilio: { ...keys('TWILIO_'), TWILIO_API_BASE: `${sandbox}/twilio` },
    sendgrid: {
      ...keys('SENDGRID_'),
      SENDGRID_API_BASE: `${sandbox}/sendgrid`,
      SENDGRID_WEBHOOK_PUBLIC_KEY: sendgridPublicKey,
    },
    googleMaps: { ...keys('GOOGLE_'), GOOGLE_MAPS_API_BASE: `${sandbox}/googlemaps` },
    checkr: { ...keys('CHECKR_'), CHECKR_API_BASE: `${sandbox}/checkr` },
    s3: { ...keys('S3_'), S3_ENDPOINT: local(ports.sandboxS3), S3_REGION: 'us-east-1', S3_BUCKET: 'tenure' },
  };
}

/** Node takes one file of extra authorities: the sandbox's and whatever this machine already trusts. */
function writeCertificates(sandboxFolder: string, trusted: string | undefined): string {
  const files = [path.join(sandboxFolder, 'ca.pem'), ...(trusted ? [trusted] : [])];
  const file = path.join(sandboxFolder, 'certificates.pem');
  writeFileSync(file, files.map((name) => readFileSync(name, 'utf8').trim()).join('\n'));
  return file;
}
