import { TenureError } from '../../domain/errors';
import { type Database, inOrganization, type Transaction } from '../database';

/** The first answer given under a key. */
export type StoredAnswer = { status: number; body: unknown; headers: Record<string, string> };

/** How long a first try may take before somebody may take its place, in milliseconds. */
const HELD_MS = 60_000;
const KEPT_MS = 24 * 3_600_000;

export type KeyClaim = { organizationId: string; key: string; requestHash: string; now: Date };

/**
 * Claims an idempotency key for one request, in a transaction of its own so that others see it at once.
 * @returns the stored answer where the same request was answered before, null where the caller is to carry it out
 * @throws TenureError idempotency_mismatch under other content, idempotency_in_flight while it is being carried out
 */
export async function claimKey(database: Database, claim: KeyClaim): Promise<StoredAnswer | null> {
  return inOrganization(database, claim.organizationId, async (tx) => {
    const { organizationId, key, requestHash, now } = claim;
    const fresh = {
      requestHash,
      status: null,
      lockedUntil: new Date(now.getTime() + HELD_MS),
      createdAt: now,
      expiresAt: new Date(now.getTime() + KEPT_MS),
    };
    const made = await tx.idempotencyKey.createMany({
      data: [{ organizationId, key, ...fresh }],
      skipDuplicates: true,
    });
    if (made.count === 1) return null;
    await tx.$queryRaw`select 1 from idempotency_keys where organization_id = ${organizationId} and key = ${key} for update`;
    const row = await tx.idempotencyKey.findUnique({ where: { organizationId_key: { organizationId, key } } });
    if (row === null) throw inFlight();
    if (row.expiresAt > now) {
      if (row.requestHash !== requestHash) throw mismatch();
      if (row.status !== null) return answerOf(row.status, row.body, row.headers);
      if (row.lockedUntil > now) throw inFlight();
    }
    await tx.idempotencyKey.update({
      where: { organizationId_key: { organizationId, key } },
      data: fresh,
      select: { key: true },
    });
    return null;
  });
}

/** Stores the answer beside the effect: inside the effect's transaction where it has one. */
export async function storeAnswer(tx: Transaction, claim: KeyClaim, answer: StoredAnswer): Promise<void> {
  const { count } = await tx.idempotencyKey.updateMany({
    where: { organizationId: claim.organizationId, key: claim.key, requestHash: claim.requestHash, status: null },
    data: { status: answer.status, body: toJson(answer.body), headers: answer.headers },
  });
  // Somebody else took the key over after we were held up: their answer stands, ours must not take effect as well.
  if (count === 0) throw inFlight();
}

/** Gives a key back after a failure that may pass, so that a repeat tries again. */
export async function releaseKey(database: Database, claim: KeyClaim): Promise<void> {
  await inOrganization(database, claim.organizationId, (tx) =>
    tx.idempotencyKey.deleteMany({
      where: { organizationId: claim.organizationId, key: claim.key, requestHash: claim.requestHash, status: null },
    }),
  );
}

function answerOf(status: number, body: unknown, headers: unknown): StoredAnswer {
  const plain = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return { status, body, headers: Object.fromEntries(plain.map(([name, value]) => [name, String(value)])) };
}

/** JSON as the column keeps it: what JSON.stringify would say, without what it leaves out. */
function toJson(body: unknown): object {
  return JSON.parse(JSON.stringify(body ?? {}));
}

function mismatch(): TenureError {
  return new TenureError('idempotency_mismatch', 'This Idempotency-Key was used with other content. Use a new key.', {
    params: [{ name: 'Idempotency-Key', reason: 'was used with other content' }],
  });
}

function inFlight(): TenureError {
  return new TenureError(
    'idempotency_in_flight',
    'The same request is still being carried out. Repeat it in a moment with the same Idempotency-Key.',
  );
}
