import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** Keys the sandbox makes for itself, as PEM unless said otherwise. */
export interface SandboxCredentials {
  /** Certificate authority that signed the TLS certificate; clients trust it through NODE_EXTRA_CA_CERTS. */
  readonly caCert: string;
  readonly tlsKey: string;
  readonly tlsCert: string;
  /** P-256 key that signs SendGrid event webhooks. */
  readonly sendgridPrivateKey: string;
  /** Its public half as SendGrid shows it: base64 of the SPKI, one line. */
  readonly sendgridPublicKey: string;
  /** RSA key with which the product signs its DocuSign JWT, and its public half for the sandbox to check. */
  readonly docusignPrivateKey: string;
  readonly docusignPublicKey: string;
}

/** Name of each credential's file in the sandbox's data folder. */
export const credentialFiles: { readonly [K in keyof SandboxCredentials]: string } = {
  caCert: 'ca.pem',
  tlsKey: 'tls-key.pem',
  tlsCert: 'tls-cert.pem',
  sendgridPrivateKey: 'sendgrid-private.pem',
  sendgridPublicKey: 'sendgrid-public.txt',
  docusignPrivateKey: 'docusign-private.pem',
  docusignPublicKey: 'docusign-public.pem',
};

/**
 * Reads the sandbox's keys from `dataDir`, making whatever is missing there first; without a folder they are made in
 * memory. Others that need a key (the CA, DocuSign's, SendGrid's) call this before the sandbox itself starts.
 */
export async function ensureCredentials(dataDir: string | undefined): Promise<SandboxCredentials> {
  if (dataDir === undefined) return createCredentials();
  const paths = Object.values(credentialFiles).map((name) => join(dataDir, name));
  if (!paths.every((path) => existsSync(path))) writeCredentials(dataDir, await createCredentials());
  const read = (key: keyof SandboxCredentials) => readFileSync(join(dataDir, credentialFiles[key]), 'utf8');
  return {
    caCert: read('caCert'),
    tlsKey: read('tlsKey'),
    tlsCert: read('tlsCert'),
    sendgridPrivateKey: read('sendgridPrivateKey'),
    sendgridPublicKey: read('sendgridPublicKey').trim(),
    docusignPrivateKey: read('docusignPrivateKey'),
    docusignPublicKey: read('docusignPublicKey'),
  };
}

function writeCredentials(dataDir: string, credentials: SandboxCredentials): void {
  mkdirSync(dataDir, { recursive: true });
  for (const [key, name] of Object.entries(credentialFiles) as [keyof SandboxCredentials, string][]) {
    const path = join(dataDir, name);
    writeFileSync(`${path}.new`, credentials[key], { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

async function createCredentials(): Promise<SandboxCredentials> {
  const sendgrid = toPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  const docusign = toPem(generateKeyPairSync('rsa', { modulusLength: 2048 }));
  return {
    ...(await createTls()),
    sendgridPrivateKey: sendgrid.privateKey,
    sendgridPublicKey: sendgrid.publicKey.replace(/-----[^-]+-----|\s/g, ''),
    docusignPrivateKey: docusign.privateKey,
    docusignPublicKey: docusign.publicKey,
  };
}

function toPem({ publicKey, privateKey }: KeyPairKeyObjectResult): { publicKey: string; privateKey: string } {
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

async function createTls(): Promise<Pick<SandboxCredentials, 'caCert' | 'tlsKey' | 'tlsCert'>> {
  const tenYears = new Date(Date.now() + 3650 * 86_400_000);
  const common = { keyType: 'ec', algorithm: 'sha256', notAfterDate: tenYears } as const;
  const ca = await generate([{ name: 'commonName', value: 'Tenure sandbox CA' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          // The name it has among containers (docker-compose.yml).
          { type: 2, value: 'sandbox' },
        ],
      },
    ],
  });
  return { caCert: ca.cert, tlsKey: server.private, tlsCert: server.cert };
}
