import { z } from 'zod';
import { TenureError } from '../../domain/errors';
import { LOCALES } from '../../domain/locales';
import type { Transaction } from '../../store/database';
import type { User } from '../../store/generated/client';
import { readMemberUser, updateProfile, worksElsewhere } from '../../store/users/update-profile';
import { phone } from '../http/phone';
import { type Actor, type Route, route } from '../http/route';
import { id, instant, text } from '../http/schema';

const tag = 'Team';
const one = z.strictObject({ id: id('user') });

/** What people tell of themselves. */
const profileData = z.strictObject({
  phone: phone().nullable().optional(),
  job_title: text(120).nullable().optional(),
  notify_by_email: z.boolean().optional(),
  notify_by_sms: z.boolean().optional(),
});

const profileBody = z.strictObject({
  name: text(120),
  locale: z.enum(LOCALES).default('en'),
  profile_data: profileData.default({}),
});

const profileAnswer = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    locale: z.string(),
    profile_data: z.record(z.string(), z.unknown()),
    version: z.int(),
    updated_at: instant,
  })
  .meta({ id: 'Profile' });

function serializeProfile(user: User): z.output<typeof profileAnswer> {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    locale: user.locale,
    profile_data: z.record(z.string(), z.unknown()).parse(user.profileData),
    version: user.version,
    updated_at: user.updatedAt.toISOString(),
  };
}

/** One's own profile is one's own; an owner may put those in order who work for nobody else. */
async function refuseOthers(tx: Transaction, actor: Actor, userId: string): Promise<void> {
  if (actor.id === userId) return;
  if (actor.role !== 'owner') throw new TenureError('forbidden', 'Only the person and an owner may change a profile.');
  if (await worksElsewhere(tx, userId)) {
    throw new TenureError('forbidden', 'This person also works for others and keeps their own profile.');
  }
}

export const userRoutes: Route[] = [
  route({
    method: 'get',
    path: '/users/{id}/profile',
    tag,
    summary: "A colleague's profile",
    permission: 'organization.read',
    params: one,
    answer: profileAnswer,
    inTransaction: async ({ params, organizationId, reply }, tx) => {
      const user = await readMemberUser(tx, organizationId, params.id);
      reply.header('ETag', `"${user.version}"`);
      return serializeProfile(user);
    },
  }),
  route({
    method: 'put',
    path: '/users/{id}/profile',
    tag,
    summary: 'Replace a profile',
    description:
      'Your own, or as an owner that of somebody who works for nobody else. `If-Match` with the version you saw guards against overwriting.',
    permission: 'profile.write',
    params: one,
    body: profileBody,
    answer: profileAnswer,
    inTransaction: async ({ params, body, actor, organizationId, ifMatch, ip, reply }, tx) => {
      await readMemberUser(tx, organizationId, params.id);
      await refuseOthers(tx, actor, params.id);
      const user = await updateProfile(tx, {
        organizationId,
        userId: params.id,
        name: body.name,
        locale: body.locale,
        profile: body.profile_data,
        version: ifMatch,
        actor: actor.id,
        origin: ip,
      });
      reply.header('ETag', `"${user.version}"`);
      return serializeProfile(user);
    },
  }),
];
