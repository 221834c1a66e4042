import { z } from 'zod';
import { sandboxKeys } from './sandbox-keys';
import {
  databaseAddress,
  emailAddress,
  hostAndPort,
  key,
  namedKeys,
  oneOrMore,
  port,
  privateKey,
  text,
  textOrFile,
  webAddress,
  wholeNumber,
} from './variables';

/** Every variable of the server processes (api and worker). */
const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production'], { error: 'must be development, test or production.' }),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'must be silent, error, warn, info or debug.' })
    .default('info'),

  DATABASE_URL: databaseAddress("the application role's connection string"),
  DATABASE_POOL_SIZE: wholeNumber(10),
  TEMPORAL_ADDRESS: hostAndPort("the Temporal server's address"),
  TEMPORAL_NAMESPACE: text('the Temporal namespace').default('default'),
  TEMPORAL_UI_URL: webAddress("the Temporal UI's address").optional(),
  TEMPORAL_API_KEY: text("Temporal Cloud's key").optional(),
  BUILD_ID: text("this build's name, for worker versioning").default('development'),
  PAYLOAD_KEYS: namedKeys('the keys that encrypt what Temporal stores'),
  FIELD_KEY: key('the key that encrypts personal data in the database'),

  API_PORT: port('the port the API listens on'),
  API_HOST: text('the interface the API listens on').default('127.0.0.1'),
  API_URL: webAddress('the public address of the API and the link pages'),
  WEB_URL: webAddress('the public address of the admin app'),
  METRICS_PORT: port("the port of the worker's metrics").optional(),

  STRIPE_SECRET_KEY: text("Stripe's secret key"),
  STRIPE_WEBHOOK_SECRET: oneOrMore("the signing secret of Stripe's webhook endpoint"),
  PLATFORM_FEE_BPS: wholeNumber(0),
  PLATFORM_FEE_FIXED_CENTS: wholeNumber(0),
  STRIPE_API_BASE: webAddress("a server that speaks Stripe's protocol").optional(),
  DOCUSIGN_BASE_URL: webAddress("DocuSign's address for your account, ending in /restapi"),
  DOCUSIGN_OAUTH_HOST: text('account.docusign.com, or account-d.docusign.com for the developer sandbox'),
  DOCUSIGN_ACCOUNT_ID: text("DocuSign's account id"),
  DOCUSIGN_INTEGRATION_KEY: text("the integration key of DocuSign's app"),
  DOCUSIGN_USER_ID: text('the DocuSign user that envelopes are sent as'),
  DOCUSIGN_PRIVATE_KEY: privateKey("the RSA key of DocuSign's app"),
  DOCUSIGN_CONNECT_KEY: oneOrMore('the HMAC key of DocuSign Connect'),
  TWILIO_ACCOUNT_SID: text("Twilio's account SID").regex(/^AC[0-9a-f]{32}$/, {
    error: 'must be AC and 32 hexadecimal digits.',
  }),
  TWILIO_AUTH_TOKEN: text("Twilio's auth token"),
  TWILIO_FROM: text('the number that text messages come from').regex(/^\+\d{8,15}$/, {
    error: 'must be a phone number such as +15005550006.',
  }),
  TWILIO_API_BASE: webAddress("a server that speaks Twilio's protocol").optional(),
  SENDGRID_API_KEY: text("SendGrid's API key"),
  SENDGRID_FROM: emailAddress('the address that email comes from'),
  SENDGRID_FROM_NAME: text('the name that email comes from').default('Tenure'),
  SENDGRID_WEBHOOK_PUBLIC_KEY: textOrFile("the verification key of SendGrid's event webhook"),
  SENDGRID_API_BASE: webAddress("a server that speaks SendGrid's protocol").optional(),
  GOOGLE_MAPS_API_KEY: text("Google Maps Platform's key"),
  GOOGLE_MAPS_API_BASE: webAddress("a server that speaks Google Maps' protocol").optional(),
  CHECKR_API_KEY: text("Checkr's API key"),
  CHECKR_API_BASE: webAddress("Checkr's address").default('https://api.checkr.com'),
  S3_ENDPOINT: webAddress('an S3-compatible server').optional(),
  S3_REGION: text("the bucket's region"),
  S3_BUCKET: text('the bucket that documents and photos are kept in'),
  S3_ACCESS_KEY_ID: text("the bucket's access key id"),
  S3_SECRET_ACCESS_KEY: text("the bucket's secret access key"),
});

/** The names of all of them. */
export const variableNames: readonly string[] = Object.keys(variables.shape);

/** The configuration of a server process, checked and typed. */
export type Environment = ReturnType<typeof shape>;

/** Why a process does not start: one sentence for each variable that is wrong. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/**
 * Reads the configuration of the api and the worker from environment variables; an empty one counts as not set.
 * @throws ConfigurationError with one plain sentence per wrong variable, never with a value in it
 */
export function readEnvironment(given: Readonly<Record<string, string | undefined>>): Environment {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(set);
  const sentences = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (set.NODE_ENV === 'production') {
    const known = Object.entries(sandboxKeys).filter(([name, value]) => set[name] === value);
    sentences.push(
      ...known.map(([name]) => `${name} is the sandbox's, which opens nothing in production: set the real one.`),
    );
  }
  if (!parsed.success || sentences.length > 0) throw new ConfigurationError([...new Set(sentences)]);
  return shape(parsed.data);
}

function shape(v: z.output<typeof variables>) {
  return {
    mode: v.NODE_ENV,
    logLevel: v.LOG_LEVEL,
    database: { url: v.DATABASE_URL, poolSize: v.DATABASE_POOL_SIZE },
    temporal: {
      address: v.TEMPORAL_ADDRESS,
      namespace: v.TEMPORAL_NAMESPACE,
      uiUrl: v.TEMPORAL_UI_URL,
      apiKey: v.TEMPORAL_API_KEY,
      buildId: v.BUILD_ID,
      /** The first encrypts; all decrypt. */
      payloadKeys: v.PAYLOAD_KEYS,
    },
    /** Wraps the keys of encrypted columns. */
    fieldKey: v.FIELD_KEY,
    api: { port: v.API_PORT, host: v.API_HOST, url: v.API_URL },
    web: { url: v.WEB_URL },
    /** Kept of payments that go to an organization's own account. */
    platformFee: { bps: v.PLATFORM_FEE_BPS, fixedCents: v.PLATFORM_FEE_FIXED_CENTS },
    metricsPort: v.METRICS_PORT,
    vendors: shapeVendors(v),
  };
}

/** As vendors/config.ts wants it. */
function shapeVendors(v: z.output<typeof variables>) {
  return {
    stripe: { secretKey: v.STRIPE_SECRET_KEY, webhookSecrets: v.STRIPE_WEBHOOK_SECRET, apiBase: v.STRIPE_API_BASE },
    docusign: {
      baseUrl: v.DOCUSIGN_BASE_URL,
      oauthHost: v.DOCUSIGN_OAUTH_HOST,
      accountId: v.DOCUSIGN_ACCOUNT_ID,
      integrationKey: v.DOCUSIGN_INTEGRATION_KEY,
      userId: v.DOCUSIGN_USER_ID,
      privateKeyPem: v.DOCUSIGN_PRIVATE_KEY,
      connectKeys: v.DOCUSIGN_CONNECT_KEY,
    },
    twilio: {
      accountSid: v.TWILIO_ACCOUNT_SID,
      authToken: v.TWILIO_AUTH_TOKEN,
      from: v.TWILIO_FROM,
      apiBase: v.TWILIO_API_BASE,
    },
    sendgrid: {
      apiKey: v.SENDGRID_API_KEY,
      from: v.SENDGRID_FROM,
      fromName: v.SENDGRID_FROM_NAME,
      webhookPublicKey: v.SENDGRID_WEBHOOK_PUBLIC_KEY,
      apiBase: v.SENDGRID_API_BASE,
    },
    googleMaps: { apiKey: v.GOOGLE_MAPS_API_KEY, apiBase: v.GOOGLE_MAPS_API_BASE },
    checkr: { apiKey: v.CHECKR_API_KEY, apiBase: v.CHECKR_API_BASE },
    objectStorage: {
      endpoint: v.S3_ENDPOINT,
      region: v.S3_REGION,
      bucket: v.S3_BUCKET,
      accessKeyId: v.S3_ACCESS_KEY_ID,
      secretAccessKey: v.S3_SECRET_ACCESS_KEY,
    },
  };
}
