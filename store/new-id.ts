import { randomBytes } from 'node:crypto';
import { ID_PREFIXES, type Id, type IdKind } from '../domain/ids';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids of one millisecond are told apart by two characters: what is made first sorts first, such as a month's charges. */
const MOST_IN_ORDER = 32 ** 2 - 1;
let last = { ms: 0, count: 0 };

/** 48 bits of time in 10 characters, 10 bits of order within the millisecond in 2, then 70 random bits in 14. */
function body(nowMs: number): string {
  last = { ms: nowMs, count: last.ms === nowMs ? Math.min(last.count + 1, MOST_IN_ORDER) : 0 };
  let random = '';
  for (const byte of randomBytes(14)) random += ALPHABET.charAt(byte & 31);
  return digits(nowMs, 10) + digits(last.count, 2) + random;
}

function digits(value: number, length: number): string {
  let written = '';
  for (let rest = value; written.length < length; rest = Math.floor(rest / 32)) {
    written = ALPHABET.charAt(rest % 32) + written;
  }
  return written;
}

/** A new id of `kind`, sortable by the time it was made, also among those that this process makes in one millisecond. */
export function newId<K extends IdKind>(kind: K, nowMs: number = Date.now()): Id<K> {
  return `${ID_PREFIXES[kind]}_${body(nowMs)}`;
}
