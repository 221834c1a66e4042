import { notFound } from '../../domain/errors';
import type { Role } from '../../domain/permissions';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import type { ApiKey } from '../generated/client';
import { hashToken } from '../links/link-tokens';
import { newId } from '../new-id';

export type NewApiKey = {
  organizationId: string;
  name: string;
  role: Role;
  /** The secret itself; only its hash and last four characters are kept. */
  key: string;
  expiresAt: Date | null;
  actor: string;
  origin: string;
};

/** Makes an API key with a role of its own. */
export async function createApiKey(tx: Transaction, input: NewApiKey): Promise<ApiKey> {
  const { organizationId, name, role, key, expiresAt, actor, origin } = input;
  const row = await tx.apiKey.create({
    data: {
      id: newId('apiKey'),
      organizationId,
      name,
      role,
      hash: hashToken(key),
      hint: key.slice(-4),
      expiresAt,
      createdBy: actor,
    },
  });
  const after = { name, role, expires_at: expiresAt?.toISOString() ?? null };
  await appendAudit(tx, { organizationId, actor, action: 'api_key.created', subjectId: row.id, after, origin });
  return row;
}

/** The keys of the organization that were not revoked, the newest first. */
export async function listApiKeys(tx: Transaction, limit: number, beforeId: string | null): Promise<ApiKey[]> {
  return tx.apiKey.findMany({
    where: { revokedAt: null, ...(beforeId === null ? {} : { id: { lt: beforeId } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
}

export type Revocation = { organizationId: string; id: string; actor: string; origin: string; now: Date };

/** Ends a key at once. Ending it again changes nothing. @throws TenureError not_found */
export async function revokeApiKey(
  tx: Transaction,
  { organizationId, id, actor, origin, now }: Revocation,
): Promise<void> {
  const key = await tx.apiKey.findFirst({ where: { id } });
  if (key === null) throw notFound('API key');
  if (key.revokedAt !== null) return;
  await tx.apiKey.update({ where: { id }, data: { revokedAt: now }, select: { id: true } });
  await appendAudit(tx, {
    organizationId,
    actor,
    action: 'api_key.revoked',
    subjectId: id,
    before: { name: key.name },
    origin,
  });
}
