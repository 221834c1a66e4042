import { randomBytes } from 'node:crypto';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A fresh opaque id such as `pi_8sK…`: the prefix, then `length` letters and digits.
 * Not seeded: ids must stay unique across restarts.
 */
export function newId(prefix: string, length = 24): string {
  let id = prefix;
  for (const byte of randomBytes(length)) id += letters.charAt(byte % letters.length);
  return id;
}
