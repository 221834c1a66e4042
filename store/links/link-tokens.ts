import { createHash, createHmac } from 'node:crypto';

/**
 * A link's token is derived from its id with a key that only the processes hold: 256 bits, never stored. The
 * database keeps its SHA-256, so that neither a dump nor a queued message gives anybody a way in.
 */
export function tokenOfLink(linkKey: Buffer, linkId: string): string {
  return createHmac('sha256', linkKey).update(`link|${linkId}`).digest('base64url');
}

/** What stands in the database for a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
