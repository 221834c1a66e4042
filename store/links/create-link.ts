import type { LinkPurpose } from '../../domain/permissions';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { insertRow } from '../rows';
import { overPrisma } from '../sql-runner';
import { hashToken, tokenOfLink } from './link-tokens';

export type NewLink = {
  organizationId: string;
  purpose: LinkPurpose;
  /** The one thing it opens: an application's, lease's, payment's, maintenance request's or offer's id. */
  subjectId: string;
  /** Who holds it: applicant, tenant, vendor or member. */
  partyId: string;
  locale: string;
  expiresAt: Date;
};

/** Makes a link for one person, one purpose, one subject. @returns its id; the token is derived when it is sent */
export async function createLink(tx: Transaction, linkKey: Buffer, link: NewLink): Promise<string> {
  const id = newId('link');
  const tokenHash = hashToken(tokenOfLink(linkKey, id));
  await insertRow(overPrisma(tx), 'link_tokens', { id, ...link, tokenHash, createdAt: new Date() });
  return id;
}
