import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectStorageConfig } from '../config';
import { type Effect, failureFromAnswer, failureFromSilence, retryAfterMs, VendorFailure } from '../failure';
import type { ObjectHead, ObjectStorage, StoredObject } from '../object-storage';

const TIMEOUT_MS = 30_000;
const ANY_BYTES = 'application/octet-stream';

/** Object storage over the AWS SDK, for S3 or any server that speaks its protocol. @throws VendorFailure */
export function createS3Storage(config: ObjectStorageConfig): ObjectStorage {
  const { bucket } = config;
  const s3 = s3Client(config);
  const place = (key: string) => ({ Bucket: bucket, Key: key });

  return {
    async put({ key, body, contentType }) {
      const command = new PutObjectCommand({ ...place(key), Body: body, ContentType: contentType });
      await callS3('repeatable', () => s3.send(command));
    },
    get: (key) => callS3('none', () => read(s3, new GetObjectCommand(place(key)))),
    head: (key) => callS3('none', () => head(s3, new HeadObjectCommand(place(key)))),
    async delete(key) {
      await callS3('repeatable', () => s3.send(new DeleteObjectCommand(place(key))));
    },
    presignedPut({ key, contentType, size, expiresInSeconds }) {
      const command = new PutObjectCommand({ ...place(key), ContentType: contentType, ContentLength: size });
      const signableHeaders = new Set(['content-type', 'content-length']);
      return callS3('none', () => getSignedUrl(s3, command, { expiresIn: expiresInSeconds, signableHeaders }));
    },
    presignedGet({ key, expiresInSeconds, downloadAs }) {
      const disposition = downloadAs === undefined ? {} : { ResponseContentDisposition: attachment(downloadAs) };
      const command = new GetObjectCommand({ ...place(key), ...disposition });
      return callS3('none', () => getSignedUrl(s3, command, { expiresIn: expiresInSeconds }));
    },
  };
}

function s3Client(config: ObjectStorageConfig): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey, timeoutMs = TIMEOUT_MS } = config;
  return new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // Temporal retries, so the SDK doesn't.
    maxAttempts: 1,
    // The newer checksum trailers are unknown to many S3-compatible servers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { requestTimeout: timeoutMs, connectionTimeout: 5_000 },
  });
}

async function read(s3: S3Client, command: GetObjectCommand): Promise<StoredObject> {
  const { Body, ContentType } = await s3.send(command);
  const bytes = await Body?.transformToByteArray();
  return { body: Buffer.from(bytes ?? []), contentType: ContentType ?? ANY_BYTES };
}

async function head(s3: S3Client, command: HeadObjectCommand): Promise<ObjectHead | null> {
  try {
    const { ContentLength, ContentType } = await s3.send(command);
    return { size: ContentLength ?? 0, contentType: ContentType ?? ANY_BYTES };
  } catch (error) {
    if (error instanceof NotFound || error instanceof NoSuchKey) return null;
    throw error;
  }
}

/** RFC 6266: a plain name for old readers, the real one in UTF-8. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w .-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

async function callS3<T>(effect: Effect, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw s3Failure(effect, error);
  }
}

function s3Failure(effect: Effect, error: unknown): VendorFailure {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (!(error instanceof S3ServiceException) || status === undefined) {
    return failureFromSilence('object_storage', effect, error);
  }
  const code = error.name;
  if (code === 'SlowDown') {
    const detail = 'the storage asks for fewer requests';
    return new VendorFailure({ vendor: 'object_storage', kind: 'rate_limited', code, detail });
  }
  const wait = retryAfterMs(error.$response?.headers['retry-after']);
  return failureFromAnswer({ vendor: 'object_storage', effect, status, code, retryAfterMs: wait });
}
