import type { LinkPurpose } from '../../domain/permissions';
import type { Transaction } from '../database';
import { newId } from '../new-id';
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
  await tx.linkToken.create({
    data: { id, ...link, tokenHash: hashToken(tokenOfLink(linkKey, id)) },
    select: { id: true },
  });
  return id;
}
