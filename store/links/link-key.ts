import { hkdfSync } from 'node:crypto';

/** The key that links' tokens are derived with: one secret is configured, each use has a key of its own. */
export function linkKeyFrom(fieldKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fieldKey, '', 'tenure link tokens', 32));
}
