import { ROLES, type Role } from '../../domain/permissions';
import type { Database } from '../database';
import { hashToken } from '../links/link-tokens';

/** Who is behind a credential, in which organization, as what. */
export type Principal = {
  kind: 'user' | 'api_key';
  /** The user's or the key's id. */
  id: string;
  organizationId: string;
  role: Role;
  sessionId: string | null;
  csrfHash: string | null;
};

/** A session ends when nobody used it for this long, and in any case at its `expires_at`. */
export const IDLE_LIMIT_MS = 24 * 3_600_000;
/** Use is written down at most once in this time. */
const NOTED_EVERY_MS = 60_000;

type SessionRow = {
  id: string;
  organization_id: string;
  user_id: string;
  csrf_hash: string;
  last_seen_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  role: string | null;
};

/** The person behind a session's token, while it lasts and they are still a member; else null. */
export async function findSession(database: Database, token: string, now: Date): Promise<Principal | null> {
  const { rows } = await database.pool.query<SessionRow>({
    name: 'find-session',
    text: `select s.id, s.organization_id, s.user_id, s.csrf_hash, s.last_seen_at, s.expires_at, s.revoked_at, m.role
      from session_by_token($1) s left join lateral memberships_of(s.user_id) m on m.organization_id = s.organization_id`,
    values: [hashToken(token)],
  });
  const row = rows[0];
  const role = roleOf(row?.role);
  if (row === undefined || role === undefined || row.revoked_at !== null || row.expires_at <= now) return null;
  const idleMs = now.getTime() - row.last_seen_at.getTime();
  if (idleMs > IDLE_LIMIT_MS) return null;
  if (idleMs > NOTED_EVERY_MS) await note(database, 'sessions', 'last_seen_at', row, now);
  return {
    kind: 'user',
    id: row.user_id,
    organizationId: row.organization_id,
    role,
    sessionId: row.id,
    csrfHash: row.csrf_hash,
  };
}

type KeyRow = {
  id: string;
  organization_id: string;
  role: string;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

/** The program behind an API key, while the key is good; else null. */
export async function findApiKey(database: Database, key: string, now: Date): Promise<Principal | null> {
  const { rows } = await database.pool.query<KeyRow>({
    name: 'find-api-key',
    text: 'select id, organization_id, role, expires_at, last_used_at, revoked_at from api_key_by_hash($1)',
    values: [hashToken(key)],
  });
  const row = rows[0];
  const role = roleOf(row?.role);
  if (row === undefined || role === undefined || row.revoked_at !== null) return null;
  if (row.expires_at !== null && row.expires_at <= now) return null;
  const unusedMs = now.getTime() - (row.last_used_at?.getTime() ?? 0);
  if (unusedMs > NOTED_EVERY_MS) await note(database, 'api_keys', 'last_used_at', row, now);
  return { kind: 'api_key', id: row.id, organizationId: row.organization_id, role, sessionId: null, csrfHash: null };
}

function roleOf(text: string | null | undefined): Role | undefined {
  return ROLES.find((role) => role === text);
}

async function note(
  database: Database,
  table: 'sessions' | 'api_keys',
  column: 'last_seen_at' | 'last_used_at',
  row: { id: string; organization_id: string },
  now: Date,
): Promise<void> {
  // One statement carries its own scope: the setting is made before the row is looked for.
  await database.pool.query(
    `with scope as materialized (select set_config('app.organization_id', $1, true))
     update ${table} set ${column} = $3 from scope where ${table}.id = $2`,
    [row.organization_id, row.id, now],
  );
}
