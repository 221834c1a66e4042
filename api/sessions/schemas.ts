import { z } from 'zod';
import { ROLES } from '../../domain/permissions';
import { email, id, instant, text } from '../http/schema';

/** Ten characters at least; length is what makes a password good (NIST SP 800-63B). */
export const password = z
  .string()
  .min(10, { error: 'must have at least 10 characters' })
  .max(200, { error: 'must have at most 200 characters' });

/** A zone of the IANA database. */
export const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, { error: 'must be a time zone such as America/Los_Angeles' });

function isTimeZone(value: string): boolean {
  try {
    return value.includes('/') && new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

export const signUpBody = z.strictObject({
  organization_name: text(120),
  name: text(120),
  email: email(),
  password,
  time_zone: timeZone.default('America/Los_Angeles'),
  locale: z.enum(['en', 'es']).default('en'),
});

export const signInBody = z.strictObject({
  email: email(),
  password: z.string().min(1, { error: 'must not be empty' }).max(200),
  organization_id: id('organization').optional(),
});

export const sessionAnswer = z
  .object({
    id: z.string().nullable(),
    user: z.object({ id: z.string(), email: z.string(), name: z.string() }).nullable(),
    organization: z.object({ id: z.string(), name: z.string(), time_zone: z.string() }),
    organizations: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) })),
    role: z.enum(ROLES),
    csrf_token: z.string().nullable(),
  })
  .meta({ id: 'Session' });

export const sessionItem = z
  .object({
    id: z.string(),
    current: z.boolean(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: instant,
    last_seen_at: instant,
    expires_at: instant,
  })
  .meta({ id: 'SessionItem' });
