import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import AWSAccount from 's3rver/lib/models/account';
import type { ObjectStorage, ObjectStorageOptions } from '../core/object-storage';
import { type SignatureRefusal, verifySignature } from './verify-signature';

/** The key pair s3rver knows by itself. */
const builtInKey = 'S3RVER';

/** Browsers upload straight to storage, from whatever local port the web app has. */
const localCors = `<CORSConfiguration><CORSRule>
  <AllowedOrigin>*</AllowedOrigin>
  <AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod>
  <AllowedMethod>PUT</AllowedMethod><AllowedMethod>POST</AllowedMethod>
  <AllowedHeader>*</AllowedHeader>
  <ExposeHeader>ETag</ExposeHeader>
  <MaxAgeSeconds>3000</MaxAgeSeconds>
</CORSRule></CORSConfiguration>`;

const refusals: Record<SignatureRefusal, string> = {
  AccessDenied: 'Access Denied',
  InvalidAccessKeyId: 'The AWS Access Key Id you provided does not exist in our records.',
  SignatureDoesNotMatch:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
};

/** Starts the S3 stand-in on 127.0.0.1, its bucket already there and open to local browsers. */
export async function startObjectStorage(options: ObjectStorageOptions): Promise<ObjectStorage> {
  const { dataDir, accounts } = options;
  const directory = dataDir === undefined ? mkdtempSync(join(tmpdir(), 'tenure-s3-')) : join(dataDir, 's3');
  mkdirSync(directory, { recursive: true });
  acceptKeys(accounts.accessKeyId, accounts.secretAccessKey);
  const server = new S3rver({
    address: '127.0.0.1',
    port: options.port,
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: [{ name: accounts.bucket, configs: [localCors] }],
  });
  demandSignature(server, accounts);
  const { port } = await server.run();

  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.httpServer.closeAllConnections();
      await server.close();
      if (dataDir === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Puts the check of signatures in front of everything; preflight requests carry none. */
function demandSignature(server: S3rver, accounts: ObjectStorageOptions['accounts']): void {
  server.middleware.unshift(async (context, next) => {
    const refusal = context.method === 'OPTIONS' ? undefined : verifySignature(context.req, accounts);
    if (refusal === undefined) return next();
    context.status = 403;
    context.type = 'application/xml';
    context.body =
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${refusal}</Code>` +
      `<Message>${refusals[refusal]}</Message></Error>`;
  });
}

/** s3rver knows one key pair; another one is added to the same account. */
function acceptKeys(accessKeyId: string, secretAccessKey: string): void {
  if (accessKeyId === builtInKey) return;
  AWSAccount.registry.get(builtInKey)?.createKeyPair(accessKeyId, secretAccessKey);
}
