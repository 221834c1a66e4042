import { z } from 'zod';
import { ROLES } from '../../domain/permissions';
import {
  changeRole,
  inviteMember,
  listMembers,
  type Member,
  readMember,
  removeMember,
} from '../../store/members/members';
import { decodeCursor, pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, email, id, instant, listOf, pageQuery } from '../http/schema';

const tag = 'Team';

const memberAnswer = z
  .object({
    id: z.string(),
    user_id: z.string().nullable(),
    name: z.string().nullable(),
    email: z.string(),
    role: z.enum(ROLES),
    status: z.enum(['invited', 'active']),
    joined_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: 'Member' });

function serializeMember(member: Member): z.output<typeof memberAnswer> {
  return memberAnswer.parse({
    id: member.id,
    user_id: member.userId,
    name: member.user?.name ?? null,
    email: member.email,
    role: member.role,
    status: member.status,
    joined_at: member.joinedAt?.toISOString() ?? null,
    created_at: member.createdAt.toISOString(),
  });
}

const one = z.strictObject({ id: id('membership') });

export const memberRoutes: Route[] = [
  route({
    method: 'get',
    path: '/members',
    tag,
    summary: 'Everybody on the team, and who is invited',
    permission: 'members.read',
    query: z.strictObject(pageQuery),
    answer: listOf(memberAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const after = query.cursor === undefined ? null : String(decodeCursor(query.cursor, 'id', 1)[0]);
      const members = await listMembers(tx, after, limit);
      return pageOf(members, limit, serializeMember, (member) => ({ sort: 'id', after: [member.id] }));
    },
  }),
  route({
    method: 'post',
    path: '/members',
    tag,
    summary: 'Invite somebody to the team',
    description: 'Sends an email with a link that lasts a week. Inviting again sends a new one.',
    permission: 'members.write',
    body: z.strictObject({ email: email(), role: z.enum(ROLES) }),
    answer: memberAnswer,
    status: 201,
    inTransaction: async ({ body, actor, organizationId, now, ip }, tx, { linkKey }) =>
      serializeMember(await inviteMember(tx, { ...body, organizationId, actor: actor.id, linkKey, now, origin: ip })),
  }),
  route({
    method: 'get',
    path: '/members/{id}',
    tag,
    summary: 'One member',
    permission: 'members.read',
    params: one,
    answer: memberAnswer,
    inTransaction: async ({ params }, tx) => serializeMember(await readMember(tx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/members/{id}',
    tag,
    summary: 'Give a member another role',
    permission: 'members.write',
    params: one,
    body: z.strictObject({ role: z.enum(ROLES) }),
    answer: memberAnswer,
    inTransaction: async ({ params, body, actor, organizationId, now, ip }, tx) =>
      serializeMember(
        await changeRole(tx, { organizationId, id: params.id, role: body.role, actor: actor.id, now, origin: ip }),
      ),
  }),
  route({
    method: 'delete',
    path: '/members/{id}',
    tag,
    summary: 'Take somebody off the team',
    description: 'Their sessions end at once. The last owner stays.',
    permission: 'members.write',
    params: one,
    answer: null,
    inTransaction: async ({ params, actor, organizationId, now, ip }, tx) =>
      removeMember(tx, { organizationId, id: params.id, actor: actor.id, now, origin: ip }),
  }),
];
