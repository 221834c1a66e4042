import { TenureError } from '../../domain/errors';
import { LINK_PURPOSES, type LinkPurpose } from '../../domain/permissions';
import type { Database } from '../database';
import { hashToken } from './link-tokens';

export type Link = {
  id: string;
  organizationId: string;
  purpose: LinkPurpose;
  subjectId: string;
  partyId: string;
  locale: string;
  expiresAt: Date;
};

type Row = {
  id: string;
  organization_id: string;
  purpose: string;
  subject_id: string;
  party_id: string;
  locale: string;
  expires_at: Date;
  revoked_at: Date | null;
};

/**
 * The link behind a token. Reading changes nothing: mail scanners open every address.
 * @throws TenureError not_found for an unknown token, link_expired for one that has ended
 */
export async function findLink(database: Database, token: string, now: Date): Promise<Link> {
  const { rows } = await database.pool.query<Row>('select * from link_by_token($1)', [hashToken(token)]);
  const row = rows[0];
  const purpose = LINK_PURPOSES.find((known) => known === row?.purpose);
  if (row === undefined || purpose === undefined) throw new TenureError('not_found', 'This link is not one of ours.');
  if (row.revoked_at !== null || row.expires_at <= now) {
    throw new TenureError('link_expired', 'This link has ended. Ask your landlord for a new one.');
  }
  return {
    id: row.id,
    organizationId: row.organization_id,
    purpose,
    subjectId: row.subject_id,
    partyId: row.party_id,
    locale: row.locale,
    expiresAt: row.expires_at,
  };
}
