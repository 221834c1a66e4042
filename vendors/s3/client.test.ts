import { failureOf, startVendorBench, type VendorBench } from '../testing/bench';

let bench: VendorBench;
beforeAll(async () => {
  bench = await startVendorBench({ objectStorage: true });
});
afterAll(() => bench.close());

const objects = () => bench.vendors.objects;
const body = Buffer.from('%PDF-1.7 a lease');

test('what is put can be looked at, fetched and deleted', async () => {
  const key = 'org_1/documents/doc_1.pdf';
  expect(await objects().head(key)).toBeNull();
  await objects().put({ key, body, contentType: 'application/pdf' });
  expect(await objects().head(key)).toEqual({ size: body.length, contentType: 'application/pdf' });
  expect(await objects().get(key)).toEqual({ body, contentType: 'application/pdf' });
  await objects().delete(key);
  await objects().delete(key);
  expect((await failureOf(objects().get(key))).kind).toBe('not_found');
});

test('a browser uploads and downloads by links that end', async () => {
  const key = 'org_1/media/med_1.jpg';
  const photo = Buffer.from('a photo');
  const input = { key, contentType: 'image/jpeg', size: photo.length, expiresInSeconds: 60 };
  const upload = await objects().presignedPut(input);
  const put = (bytes: Buffer, type: string) =>
    fetch(upload, { method: 'PUT', headers: { 'content-type': type }, body: new Uint8Array(bytes) });
  expect((await put(photo, 'text/html')).status).toBe(403);
  expect((await put(Buffer.concat([photo, photo]), 'image/jpeg')).status).toBe(403);
  expect((await put(photo, 'image/jpeg')).status).toBe(200);

  const shown = await fetch(await objects().presignedGet({ key, expiresInSeconds: 60, downloadAs: 'Küche "1".jpg' }));
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(photo);
  expect(shown.headers.get('content-disposition')).toContain('attachment');
  expect((await fetch(upload.replace('med_1', 'med_2'), { method: 'PUT', body: 'x' })).status).toBe(403);
});

test('a wrong key is for a person to mend; nobody listening is unavailable', async () => {
  const { objectStorage } = bench.config;
  const wrong = bench.vendorsWith({ objectStorage: { ...objectStorage, secretAccessKey: 'other' } }).objects;
  expect((await failureOf(wrong.put({ key: 'a', body, contentType: 'text/plain' }))).kind).toBe('misconfigured');
  const dead = bench.vendorsWith({ objectStorage: { ...objectStorage, endpoint: 'http://127.0.0.1:9' } }).objects;
  expect((await failureOf(dead.get('a'))).kind).toBe('unavailable');
});
