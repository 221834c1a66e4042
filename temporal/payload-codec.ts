import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { ValueError } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

/** One key of AES-256: its name travels with every payload, the key itself never. */
export type PayloadKey = { readonly id: string; readonly key: Uint8Array };

/** What `metadata.encoding` says of a payload that only the key's holders can read. */
export const ENCRYPTED = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const text = new TextEncoder();
const read = new TextDecoder();

/**
 * Encrypts everything that Temporal stores for us with AES-256-GCM: arguments, results, failures, details and
 * summaries. The first key encrypts; every key given decrypts, so a key is rotated by putting a new one in front.
 * Layout of the data: 12 bytes nonce, 16 bytes tag, ciphertext of the whole payload. The key's id is bound to it.
 * @throws ValueError without any key
 */
export function createPayloadCodec(keys: readonly PayloadKey[]): PayloadCodec {
  const [current] = keys;
  if (current === undefined) throw new ValueError('The payload codec needs at least one key.');
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, current)),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, byId)),
  };
}

function encrypt(payload: Payload, { id, key }: PayloadKey): Payload {
  // Encoded twice, a payload would come back half decoded from tools that decode once.
  if (encodingOf(payload) === ENCRYPTED) return payload;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(text.encode(id));
  const plain = temporal.api.common.v1.Payload.encode(payload).finish();
  const body = [cipher.update(plain), cipher.final()];
  return {
    metadata: { encoding: text.encode(ENCRYPTED), [KEY_ID]: text.encode(id) },
    data: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), ...body])),
  };
}

function decrypt(payload: Payload, keys: ReadonlyMap<string, Uint8Array>): Payload {
  if (encodingOf(payload) !== ENCRYPTED) return payload;
  const id = read.decode(payload.metadata?.[KEY_ID] ?? undefined);
  const key = keys.get(id);
  if (key === undefined) throw new ValueError(`A payload was encrypted with key "${id}", which is not configured.`);
  const data = payload.data ?? new Uint8Array();
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE_BYTES));
  decipher.setAAD(text.encode(id));
  decipher.setAuthTag(data.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const plain = Buffer.concat([decipher.update(data.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return temporal.api.common.v1.Payload.decode(plain);
}

function encodingOf(payload: Payload): string {
  const encoding = payload.metadata?.encoding;
  return encoding ? read.decode(encoding) : '';
}
