import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ROLES } from '../../domain/permissions';
import { createApiKey, listApiKeys, revokeApiKey } from '../../store/api-keys/api-keys';
import type { ApiKey } from '../../store/generated/client';
import { API_KEY_PREFIX } from '../http/authenticate';
import { decodeCursor, pageOf } from '../http/cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, instant, listOf, pageQuery, text } from '../http/schema';

const tag = 'API keys';

const keyAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    hint: z.string().meta({ description: 'The last four characters' }),
    role: z.enum(ROLES),
    created_at: instant,
    expires_at: instant.nullable(),
    last_used_at: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });

const newKeyAnswer = keyAnswer
  .extend({ key: z.string().meta({ description: 'Shown this once' }) })
  .meta({ id: 'NewApiKey' });

function serializeKey(key: ApiKey): z.output<typeof keyAnswer> {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    role: keyAnswer.shape.role.parse(key.role),
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
  };
}

export const apiKeyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/api-keys',
    tag,
    summary: 'Keys of programs',
    permission: 'api_keys.write',
    query: z.strictObject(pageQuery),
    answer: listOf(keyAnswer),
    inTransaction: async ({ query }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const before = query.cursor === undefined ? null : String(decodeCursor(query.cursor, 'id', 1)[0]);
      const keys = await listApiKeys(tx, limit, before);
      return pageOf(keys, limit, serializeKey, (key) => ({ sort: 'id', after: [key.id] }));
    },
  }),
  route({
    method: 'post',
    path: '/api-keys',
    tag,
    summary: 'Make a key for a program',
    description: 'The key is shown this once. It may do what its role may do.',
    permission: 'api_keys.write',
    body: z.strictObject({
      name: text(120),
      role: z.enum(ROLES),
      expires_at: z.iso.datetime({ offset: true }).optional(),
    }),
    answer: newKeyAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now, ip }, tx) => {
      const expiresAt = body.expires_at === undefined ? null : new Date(body.expires_at);
      if (expiresAt !== null && expiresAt <= now) throw invalid([{ name: 'expires_at', reason: 'must lie ahead' }]);
      const key = API_KEY_PREFIX + randomBytes(32).toString('base64url');
      const { name, role } = body;
      const made = await createApiKey(tx, { organizationId, name, role, key, expiresAt, actor: actor.id, origin: ip });
      return { ...serializeKey(made), key };
    },
  }),
  route({
    method: 'delete',
    path: '/api-keys/{id}',
    tag,
    summary: 'End a key at once',
    permission: 'api_keys.write',
    params: z.strictObject({ id: id('apiKey') }),
    answer: null,
    inTransaction: async ({ params, organizationId, actor, now, ip }, tx) =>
      revokeApiKey(tx, { organizationId, id: params.id, actor: actor.id, now, origin: ip }),
  }),
];
