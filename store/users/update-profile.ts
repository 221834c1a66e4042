import { notFound, TenureError } from '../../domain/errors';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import type { User } from '../generated/client';

/** A user who belongs to the organization in whose scope the transaction runs. @throws TenureError not_found */
export async function readMemberUser(tx: Transaction, organizationId: string, userId: string): Promise<User> {
  const member = await tx.membership.findFirst({
    where: { organizationId, userId, status: 'active' },
    include: { user: true },
  });
  if (member?.user == null) throw notFound('user');
  return member.user;
}

/** Whether a person is a member of more than one organization. */
export async function worksElsewhere(tx: Transaction, userId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select organization_id from memberships_of(${userId})`;
  return rows.length > 1;
}

export type ProfileUpdate = {
  organizationId: string;
  userId: string;
  name: string;
  locale: string;
  profile: Record<string, unknown>;
  /** The version the person saw; null where they did not say. */
  version: number | null;
  actor: string;
  origin: string;
};

/** Replaces a user's profile. @throws TenureError not_found, version_conflict */
export async function updateProfile(tx: Transaction, update: ProfileUpdate): Promise<User> {
  const before = await readMemberUser(tx, update.organizationId, update.userId);
  const version = update.version ?? before.version;
  const { name, locale, profile } = update;
  const { count } = await tx.user.updateMany({
    where: { id: before.id, version },
    data: { name, locale, profileData: profile as object, version: { increment: 1 } },
  });
  if (count === 0) {
    throw new TenureError('version_conflict', 'Somebody changed this profile meanwhile. Look at it again first.');
  }
  await appendAudit(tx, {
    organizationId: update.organizationId,
    actor: update.actor,
    action: 'profile.updated',
    subjectId: before.id,
    before: { name: before.name, locale: before.locale, profile: before.profileData },
    after: { name, locale, profile },
    origin: update.origin,
  });
  return tx.user.findUniqueOrThrow({ where: { id: before.id } });
}
