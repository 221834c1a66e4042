import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

interface Claim {
  readonly accessKeyId: string;
  /** date/region/service/aws4_request */
  readonly scope: string;
  readonly amzDate: string;
  readonly signedHeaders: string[];
  readonly signature: string;
  readonly payloadHash: string;
}

/** Why S3 refuses a request, as its error code; undefined when the signature is good. */
export type SignatureRefusal = 'AccessDenied' | 'InvalidAccessKeyId' | 'SignatureDoesNotMatch';

/**
 * Checks an AWS Signature Version 4, in the Authorization header or in a presigned address.
 * s3rver reads these but does not verify them, and lets anonymous requests in; S3 does neither.
 */
export function verifySignature(
  request: IncomingMessage,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
): SignatureRefusal | undefined {
  const url = new URL(request.url ?? '/', 'http://storage');
  const claim = readPresigned(url) ?? readHeader(request);
  if (claim === undefined) return 'AccessDenied';
  if (claim.accessKeyId !== keys.accessKeyId) return 'InvalidAccessKeyId';
  const expected = Buffer.from(sign(stringToSign(request, url, claim), claim.scope, keys.secretAccessKey));
  const given = Buffer.from(claim.signature);
  const same = expected.length === given.length && timingSafeEqual(expected, given);
  return same ? undefined : 'SignatureDoesNotMatch';
}

function readPresigned(url: URL): Claim | undefined {
  const query = (name: string) => url.searchParams.get(name) ?? '';
  if (query('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return undefined;
  return {
    ...splitCredential(query('X-Amz-Credential')),
    amzDate: query('X-Amz-Date'),
    signedHeaders: query('X-Amz-SignedHeaders').split(';'),
    signature: query('X-Amz-Signature'),
    payloadHash: query('X-Amz-Content-Sha256') || 'UNSIGNED-PAYLOAD',
  };
}

function readHeader(request: IncomingMessage): Claim | undefined {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=(\w+)$/.exec(
    request.headers.authorization ?? '',
  );
  if (parts?.[1] === undefined || parts[2] === undefined || parts[3] === undefined) return undefined;
  return {
    ...splitCredential(parts[1]),
    amzDate: String(request.headers['x-amz-date'] ?? ''),
    signedHeaders: parts[2].split(';'),
    signature: parts[3],
    payloadHash: String(request.headers['x-amz-content-sha256'] ?? ''),
  };
}

function splitCredential(credential: string): Pick<Claim, 'accessKeyId' | 'scope'> {
  const [accessKeyId = '', ...scope] = credential.split('/');
  return { accessKeyId, scope: scope.join('/') };
}

function stringToSign(request: IncomingMessage, url: URL, claim: Claim): string {
  const headers = claim.signedHeaders.map((name) => {
    const value = request.headers[name];
    return `${name}:${(Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/ +/g, ' ')}\n`;
  });
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const path = url.pathname.split('/').map((part) => encode(decodeURIComponent(part)));
  const canonical = [
    request.method,
    path.join('/'),
    query.join('&'),
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  return ['AWS4-HMAC-SHA256', claim.amzDate, claim.scope, hash].join('\n');
}

function sign(text: string, scope: string, secret: string): string {
  const key = scope
    .split('/')
    .reduce<Buffer>((above, part) => createHmac('sha256', above).update(part).digest(), Buffer.from(`AWS4${secret}`));
  return createHmac('sha256', key).update(text).digest('hex');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
