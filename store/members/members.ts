import { notFound, TenureError } from '../../domain/errors';
import type { Role } from '../../domain/permissions';
import { appendAudit } from '../audit/append-audit';
import type { Database, Transaction } from '../database';
import { inOrganization } from '../database';
import { appendEvent } from '../events/append-event';
import type { Membership, User } from '../generated/client';
import { createLink } from '../links/create-link';
import { enqueueMessage } from '../messages/enqueue-message';
import { newId } from '../new-id';
import { readOrganization } from '../organizations/read-organization';
import { hashPassword } from '../users/passwords';

export type Member = Membership & { user: User | null };

/** An invitation lasts this long. */
const INVITATION_MS = 7 * 24 * 3_600_000;

/** Everybody who belongs to the organization or is invited; at most 200 after `afterId`. */
export async function listMembers(tx: Transaction, afterId: string | null, limit: number): Promise<Member[]> {
  return tx.membership.findMany({
    where: { status: { not: 'removed' }, ...(afterId === null ? {} : { id: { gt: afterId } }) },
    include: { user: true },
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
}

/** One member. @throws TenureError not_found */
export async function readMember(tx: Transaction, id: string): Promise<Member> {
  const member = await tx.membership.findFirst({ where: { id, status: { not: 'removed' } }, include: { user: true } });
  if (member === null) throw notFound('member');
  return member;
}

export type Invitation = {
  organizationId: string;
  email: string;
  role: Role;
  /** Who invites: a user's or an API key's id. */
  actor: string;
  linkKey: Buffer;
  now: Date;
  origin: string;
};

/** Invites a person by email to join with a role. @throws TenureError conflict where they are a member already */
export async function inviteMember(tx: Transaction, invitation: Invitation): Promise<Member> {
  const { organizationId, email, role, actor, now } = invitation;
  const before = await tx.membership.findUnique({ where: { organizationId_email: { organizationId, email } } });
  if (before?.status === 'active') {
    throw new TenureError('conflict', 'This person is on the team already.', {
      params: [{ name: 'email', reason: 'is on the team already' }],
    });
  }
  const id = before?.id ?? newId('membership');
  const facts = { role, status: 'invited', joinedAt: null, userId: null };
  await tx.membership.upsert({
    where: { organizationId_email: { organizationId, email } },
    create: { id, organizationId, email, ...facts },
    update: facts,
    select: { id: true },
  });
  await sendInvitation(tx, invitation, id);
  await appendEvent(tx, { organizationId, type: 'member.invited', subjectId: id, payload: { email, role }, actor });
  await appendAudit(tx, {
    organizationId,
    actor,
    action: 'member.invited',
    subjectId: id,
    after: { email, role, at: now.toISOString() },
    origin: invitation.origin,
  });
  return readMember(tx, id);
}

async function sendInvitation(tx: Transaction, invitation: Invitation, membershipId: string): Promise<void> {
  const { organizationId, email, role, actor, linkKey, now } = invitation;
  const organization = await readOrganization(tx, organizationId);
  const inviter = await tx.user.findUnique({ where: { id: actor }, select: { name: true } });
  await tx.linkToken.updateMany({ where: { subjectId: membershipId, revokedAt: null }, data: { revokedAt: now } });
  const linkId = await createLink(tx, linkKey, {
    organizationId,
    purpose: 'join_team',
    subjectId: membershipId,
    partyId: membershipId,
    locale: organization.locale,
    expiresAt: new Date(now.getTime() + INVITATION_MS),
  });
  const name = email.split('@')[0] ?? email;
  await enqueueMessage(tx, {
    organizationId,
    kind: 'member_invited',
    to: { id: membershipId, name, email, locale: organization.locale },
    variables: { org: organization.name, name, inviter: inviter?.name ?? organization.name, role },
    linkId,
    subjectId: membershipId,
    dedupeKey: `member_invited/${linkId}`,
  });
}

export type MemberChange = { organizationId: string; id: string; actor: string; now: Date; origin: string };

/** Gives a member another role. @throws TenureError not_found, not_possible for the last owner */
export async function changeRole(tx: Transaction, change: MemberChange & { role: Role }): Promise<Member> {
  const before = await lockMember(tx, change.id);
  if (before.role === 'owner' && change.role !== 'owner') await refuseLastOwner(tx, before);
  await tx.membership.update({ where: { id: before.id }, data: { role: change.role }, select: { id: true } });
  await appendAudit(tx, {
    organizationId: change.organizationId,
    actor: change.actor,
    action: 'member.role_changed',
    subjectId: before.id,
    before: { role: before.role },
    after: { role: change.role },
    origin: change.origin,
  });
  return readMember(tx, before.id);
}

/** Takes a member off the team and ends their sessions here. @throws TenureError not_found, not_possible */
export async function removeMember(tx: Transaction, change: MemberChange): Promise<void> {
  const before = await lockMember(tx, change.id);
  if (before.role === 'owner') await refuseLastOwner(tx, before);
  await tx.membership.update({ where: { id: before.id }, data: { status: 'removed' }, select: { id: true } });
  await tx.linkToken.updateMany({ where: { subjectId: before.id, revokedAt: null }, data: { revokedAt: change.now } });
  if (before.userId !== null) {
    await tx.session.updateMany({ where: { userId: before.userId, revokedAt: null }, data: { revokedAt: change.now } });
  }
  await appendAudit(tx, {
    organizationId: change.organizationId,
    actor: change.actor,
    action: 'member.removed',
    subjectId: before.id,
    before: { email: before.email, role: before.role },
    origin: change.origin,
  });
}

/** Locks every membership of the organization, so that two owners cannot take each other's place away at once. */
async function lockMember(tx: Transaction, id: string): Promise<Member> {
  await tx.$queryRaw`select 1 from memberships order by id for update`;
  return readMember(tx, id);
}

async function refuseLastOwner(tx: Transaction, member: Membership): Promise<void> {
  const others = await tx.membership.count({ where: { role: 'owner', status: 'active', id: { not: member.id } } });
  if (member.status === 'active' && others === 0) {
    throw new TenureError('not_possible', 'There must be at least one owner. Make somebody else an owner first.');
  }
}

export type Joining = {
  organizationId: string;
  membershipId: string;
  name: string;
  password: string | null;
  now: Date;
};

/**
 * Takes up an invitation: makes the person's account, or joins the one that has the invited email already, which
 * keeps its password. Doing it again changes nothing.
 * @throws TenureError illegal_transition where the invitation was taken back
 */
export async function joinTeam(database: Database, joining: Joining): Promise<void> {
  const passwordHash = joining.password === null ? null : await hashPassword(joining.password);
  await inOrganization(database, joining.organizationId, async (tx) => {
    await tx.$queryRaw`select 1 from memberships where id = ${joining.membershipId} for update`;
    const membership = await tx.membership.findUnique({ where: { id: joining.membershipId } });
    if (membership?.status === 'active') return;
    if (membership?.status !== 'invited')
      throw new TenureError('illegal_transition', 'This invitation was taken back.');
    const userId = await userFor(tx, membership, joining.name, passwordHash);
    await tx.membership.update({
      where: { id: membership.id },
      data: { status: 'active', userId, joinedAt: joining.now },
      select: { id: true },
    });
    await appendEvent(tx, {
      organizationId: joining.organizationId,
      type: 'member.joined',
      subjectId: membership.id,
      alsoAbout: [userId],
      payload: { name: joining.name, email: membership.email, role: membership.role },
      actor: userId,
    });
  });
}

async function userFor(
  tx: Transaction,
  { email, role }: Membership,
  name: string,
  passwordHash: string | null,
): Promise<string> {
  const known = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (known !== null) return known.id;
  if (passwordHash === null)
    throw new TenureError('invalid_request', 'A password is needed.', {
      params: [{ name: 'password', reason: 'is required' }],
    });
  const id = newId('user');
  await tx.user.create({ data: { id, email, name, passwordHash, roles: [role] }, select: { id: true } });
  return id;
}

/** Whether somebody has an account with this email: then joining asks for no password. */
export async function hasAccount(tx: Transaction, email: string): Promise<boolean> {
  return (await tx.user.count({ where: { email } })) > 0;
}
