import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { defaultAccounts } from '../sandbox/core/config';
import type { VendorsConfig } from '../vendors/config';
import { ConfigurationError, readEnvironment } from './environment';
import { sandboxKeys } from './sandbox-keys';

const key = randomBytes(32).toString('base64');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const good = {
  NODE_ENV: 'development',
  DATABASE_URL: 'postgresql://tenure_app:x@127.0.0.1:5432/tenure',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  PAYLOAD_KEYS: `k2:${key},k1:${key}`,
  FIELD_KEY: key,
  API_PORT: '4000',
  API_URL: 'http://127.0.0.1:4000/',
  WEB_URL: 'http://127.0.0.1:4001',
  DOCUSIGN_BASE_URL: 'http://127.0.0.1:4002/restapi',
  DOCUSIGN_OAUTH_HOST: '127.0.0.1:4003',
  DOCUSIGN_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
  SENDGRID_WEBHOOK_PUBLIC_KEY: 'MFkw',
  S3_REGION: 'us-east-1',
  S3_BUCKET: 'tenure',
  ...sandboxKeys,
};

function sentencesFor(changes: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment({ ...good, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.sentences;
    throw error;
  }
}

describe('the configuration of a server process', () => {
  test('a complete one is read, typed, and fits the vendor clients', () => {
    const environment = readEnvironment(good);
    const vendors: VendorsConfig = environment.vendors;
    expect(vendors.docusign.privateKeyPem).toContain('\nMII');
    expect(environment.api).toEqual({ port: 4000, host: '127.0.0.1', url: 'http://127.0.0.1:4000' });
    expect(environment.temporal.payloadKeys.map(({ id }) => id)).toEqual(['k2', 'k1']);
    expect(environment.fieldKey).toHaveLength(32);
    expect(environment.vendors.stripe.apiBase).toBeUndefined();
  });

  test.each([
    ['DATABASE_URL', undefined, "is missing: it is the application role's connection string."],
    ['DATABASE_URL', '', 'is missing'],
    ['DATABASE_URL', 'mysql://localhost', 'must be a connection string that begins with postgresql://.'],
    ['TEMPORAL_ADDRESS', 'http://localhost', 'must be a host and a port'],
    ['PAYLOAD_KEYS', 'k1:short', 'must be a name, a colon and 32 bytes in base64'],
    ['FIELD_KEY', 'short', 'must be 32 bytes in base64'],
    ['API_PORT', '70000', 'must be a port number from 1 to 65535.'],
    ['API_URL', 'localhost:4000', 'must be an address that begins with http:// or https://.'],
    ['TWILIO_ACCOUNT_SID', 'AC1', 'must be AC and 32 hexadecimal digits.'],
    ['SENDGRID_FROM', 'nobody', 'must be an email address.'],
    ['DOCUSIGN_PRIVATE_KEY', '/no/such/file', 'must be a private key as PEM'],
    ['STRIPE_WEBHOOK_SECRET', ' , ', 'is empty'],
    ['DATABASE_POOL_SIZE', 'many', 'must be a whole number.'],
    ['NODE_ENV', undefined, 'must be development, test or production.'],
  ])('%s = %s is refused in one sentence', (name, value, sentence) => {
    const sentences = sentencesFor({ [name]: value });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(`${name} ${sentence}`);
  });

  test('every wrong variable gets its sentence, and no sentence shows a value', () => {
    const sentences = sentencesFor({ FIELD_KEY: 'hush-hush', API_PORT: undefined, CHECKR_API_KEY: undefined });
    expect(sentences).toHaveLength(3);
    expect(sentences.join()).not.toContain('hush');
  });

  test("production refuses each of the sandbox's keys", () => {
    const sentences = sentencesFor({ NODE_ENV: 'production' });
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual(Object.keys(sandboxKeys));
  });

  test('they are the keys the sandbox accepts', () => {
    const { stripe, docusign, twilio, sendgrid, googleMaps, checkr, s3 } = defaultAccounts;
    expect(Object.values(sandboxKeys)).toEqual([
      stripe.secretKey,
      stripe.webhookSecret,
      docusign.accountId,
      docusign.integrationKey,
      docusign.userId,
      docusign.connectKey,
      twilio.accountSid,
      twilio.authToken,
      twilio.from,
      sendgrid.apiKey,
      sendgrid.from,
      googleMaps.apiKey,
      checkr.apiKey,
      s3.accessKeyId,
      s3.secretAccessKey,
    ]);
  });
});
