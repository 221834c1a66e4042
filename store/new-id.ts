import { randomBytes } from 'node:crypto';
import { ID_PREFIXES, type Id, type IdKind } from '../domain/ids';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 48 bits of time in 10 characters, then 80 random bits in 16. */
function body(nowMs: number): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < 10; i += 1) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let random = '';
  for (const byte of randomBytes(16)) random += ALPHABET.charAt(byte & 31);
  return time + random;
}

/** A new id of `kind`, sortable by the time it was made. */
export function newId<K extends IdKind>(kind: K, nowMs: number = Date.now()): Id<K> {
  return `${ID_PREFIXES[kind]}_${body(nowMs)}`;
}
