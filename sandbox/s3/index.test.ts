import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { defaultAccounts } from '../core/config';
import type { ObjectStorage } from '../core/object-storage';
import { startObjectStorage } from '.';

const accounts = defaultAccounts.s3;
let storage: ObjectStorage;
let client: S3Client;

function clientOf(url: string): S3Client {
  const credentials = { accessKeyId: accounts.accessKeyId, secretAccessKey: accounts.secretAccessKey };
  return new S3Client({ endpoint: url, region: accounts.region, forcePathStyle: true, credentials });
}

beforeAll(async () => {
  storage = await startObjectStorage({ port: 0, dataDir: undefined, accounts });
  client = clientOf(storage.url);
});

afterAll(async () => {
  client.destroy();
  await storage.close();
});

test('an object is stored, described, read back byte for byte, and deleted', async () => {
  const object = { Bucket: accounts.bucket, Key: 'leases/lease_1/signed (final) ü.pdf' };
  const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff]);
  await client.send(new PutObjectCommand({ ...object, Body: bytes, ContentType: 'application/pdf' }));

  const head = await client.send(new HeadObjectCommand(object));
  expect([head.ContentLength, head.ContentType]).toEqual([6, 'application/pdf']);
  const got = await client.send(new GetObjectCommand(object));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(bytes);

  await client.send(new DeleteObjectCommand(object));
  await expect(client.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a browser uploads and downloads through presigned addresses', async () => {
  const object = { Bucket: accounts.bucket, Key: 'photos/kitchen.jpg' };
  const putUrl = await getSignedUrl(client, new PutObjectCommand({ ...object, ContentType: 'image/jpeg' }), {
    expiresIn: 60,
  });
  const origin = 'http://127.0.0.1:5173';
  const preflight = await fetch(putUrl, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
  });
  expect(preflight.status).toBe(200);
  expect(preflight.headers.get('access-control-allow-origin')).toBeTruthy();

  const put = await fetch(putUrl, {
    method: 'PUT',
    headers: { origin, 'content-type': 'image/jpeg' },
    body: Buffer.from('jpeg'),
  });
  expect(put.status).toBe(200);
  const got = await fetch(await getSignedUrl(client, new GetObjectCommand(object), { expiresIn: 60 }));
  expect([got.status, await got.text()]).toEqual([200, 'jpeg']);
});

test('a tampered, expired or unsigned address is refused', async () => {
  const command = new GetObjectCommand({ Bucket: accounts.bucket, Key: 'photos/kitchen.jpg' });
  const good = await getSignedUrl(client, command, { expiresIn: 60 });
  expect((await fetch(good.replace('kitchen', 'bedroom'))).status).toBe(403);
  const expired = await getSignedUrl(client, command, { expiresIn: 60, signingDate: new Date(Date.now() - 120_000) });
  expect((await fetch(expired)).status).toBe(403);
  const anonymous = await fetch(good.split('?')[0] ?? '');
  expect([anonymous.status, await anonymous.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
});

test('objects outlive a restart when there is a data folder', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenure-s3-test-'));
  const object = { Bucket: accounts.bucket, Key: 'kept.txt' };
  const first = await startObjectStorage({ port: 0, dataDir, accounts });
  const firstClient = clientOf(first.url);
  await firstClient.send(new PutObjectCommand({ ...object, Body: 'kept' }));
  firstClient.destroy();
  await first.close();

  const second = await startObjectStorage({ port: 0, dataDir, accounts });
  const secondClient = clientOf(second.url);
  const got = await secondClient.send(new GetObjectCommand(object));
  expect(await got.Body?.transformToString()).toBe('kept');
  secondClient.destroy();
  await second.close();
  expect(existsSync(join(dataDir, 's3'))).toBe(true);
  rmSync(dataDir, { recursive: true });
});
