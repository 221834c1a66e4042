import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Encrypts one column's value with AES-256-GCM. `place` (organization|table|column|id) is bound to it, so that a
 * value copied to another row or column does not open.
 * Layout: 1 byte version, 12 bytes nonce, 16 bytes tag, ciphertext.
 */
export function seal(key: Buffer, place: string, plain: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]));
}

/** Opens what seal() made. @throws when the key, the place or a byte differs */
export function unseal(key: Buffer, place: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== 1) throw new Error('unknown version of a sealed value');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(13, 29));
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8');
}
