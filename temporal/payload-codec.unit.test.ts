import { randomBytes } from 'node:crypto';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow';
import { createDataConverter } from './data-converter';
import { createPayloadCodec } from './payload-codec';

const older = { id: 'k1', key: randomBytes(32) };
const newer = { id: 'k2', key: randomBytes(32) };
const secret = 'Ada Okafor, 418 Alder St';

async function encode(keys: (typeof older)[], value: unknown): Promise<Payload> {
  const [payload] = await createPayloadCodec(keys).encode([defaultPayloadConverter.toPayload(value)]);
  if (payload === undefined) throw new Error('nothing came back');
  return payload;
}

async function decode(keys: (typeof older)[], payload: Payload): Promise<unknown> {
  const [plain] = await createPayloadCodec(keys).decode([payload]);
  return defaultPayloadConverter.fromPayload(plain ?? {});
}

function bytesOf(payload: Payload): string {
  return Buffer.from(payload.data ?? []).toString('latin1');
}

describe('what Temporal stores for us', () => {
  test.each([{ name: secret, at: 3 }, [], 'text', 0, null, undefined, new Uint8Array([1, 2, 255])])(
    '%p comes back as it was and cannot be read in between',
    async (value) => {
      const payload = await encode([newer], value);
      expect(bytesOf(payload)).not.toContain('Ada');
      expect(Buffer.from(payload.metadata?.['encryption-key-id'] ?? []).toString()).toBe('k2');
      expect(Buffer.from(payload.metadata?.encoding ?? []).toString()).toBe('binary/encrypted');
      expect(await decode([newer], payload)).toEqual(value);
    },
  );

  test('after a rotation the old is still read and the new is written with the new key', async () => {
    const before = await encode([older], secret);
    expect(await decode([newer, older], before)).toBe(secret);
    const after = await encode([newer, older], secret);
    await expect(decode([older], after)).rejects.toThrow('key "k2", which is not configured');
  });

  test('the same value is never the same bytes twice', async () => {
    expect(bytesOf(await encode([newer], secret))).not.toBe(bytesOf(await encode([newer], secret)));
  });

  test('a changed byte, another key under the same name or another name is refused', async () => {
    const payload = await encode([newer], secret);
    const data = Uint8Array.from(payload.data ?? []);
    data[data.length - 1] = (data.at(-1) ?? 0) ^ 1;
    await expect(decode([newer], { ...payload, data })).rejects.toThrow();
    await expect(decode([{ id: 'k2', key: randomBytes(32) }], payload)).rejects.toThrow();
    const renamed = { ...payload.metadata, 'encryption-key-id': Buffer.from('k1') };
    await expect(decode([{ id: 'k1', key: newer.key }], { ...payload, metadata: renamed })).rejects.toThrow();
  });

  test('what others wrote in clear is read as it is', async () => {
    expect(await decode([newer], defaultPayloadConverter.toPayload('clear'))).toBe('clear');
  });

  test('a failure hides its message, stack and details, and comes back whole', async () => {
    const converter = loadDataConverter(createDataConverter([newer]));
    const failure = ApplicationFailure.create({ type: 'not_possible', message: secret, details: [{ name: secret }] });
    const encoded = await encodeErrorToFailure(converter, failure);
    const hidden = [encoded.encodedAttributes, ...(encoded.applicationFailureInfo?.details?.payloads ?? [])];
    expect(hidden).toHaveLength(2);
    for (const payload of hidden) expect(bytesOf(payload ?? {})).not.toContain('Ada');
    expect([encoded.message, encoded.stackTrace].join()).not.toContain('Ada');
    expect(encoded.message).toBe('Encoded failure');
    const back = await decodeOptionalFailureToOptionalError(converter, encoded);
    expect(back).toMatchObject({ message: secret, type: 'not_possible', details: [{ name: secret }] });
    expect(back?.stack).toContain('payload-codec.unit.test');
  });

  test('no key, no codec', () => {
    expect(() => createPayloadCodec([])).toThrow('at least one key');
  });
});
