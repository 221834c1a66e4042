import { createHash } from 'node:crypto';
import { seal, unseal } from '../../store/crypto/seal';
import { inOrganization } from '../../store/database';
import { claimKey, type KeyClaim, releaseKey, type StoredAnswer, storeAnswer } from '../../store/idempotency/claim-key';
import type { Services } from '../services';
import { invalid } from './parse';
import { problemOf, toTenureError } from './problem';
import type { Idempotency, InScope } from './route';

/** Reads the header. @throws TenureError invalid_request where it is required and missing, or has no good form */
export function idempotencyKeyOf(header: string | undefined, need: Idempotency): string | null {
  if (need === 'none') return null;
  if (header === undefined) {
    if (need === 'accepted') return null;
    throw invalid([{ name: 'Idempotency-Key', reason: 'is required here, so that a repeat does nothing twice' }]);
  }
  if (!/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw invalid([{ name: 'Idempotency-Key', reason: 'must be 1 to 200 visible ASCII characters' }]);
  }
  return header;
}

/** What makes two requests the same: who, where and what. */
export function hashRequest(parts: { actorId: string; method: string; path: string; body: unknown }): string {
  const facts = [parts.actorId, parts.method, parts.path, canonical(parts.body)];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** The same content in the same order, whatever order the fields came in. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, canonical(item)]),
  );
}

/**
 * Carries a request out once per key. `work` gets the scope to run its transaction in: the answer is stored in that
 * same transaction, so an effect and its answer are kept together or not at all.
 */
export async function once(
  services: Services,
  claim: KeyClaim,
  requestId: string,
  work: (inScope: InScope) => Promise<unknown>,
  keep: (body: unknown) => StoredAnswer,
): Promise<StoredAnswer & { replayed: boolean }> {
  const before = await claimKey(services.database, claim);
  if (before !== null) return { ...before, body: opened(services, claim, before.body), replayed: true };
  let kept: StoredAnswer | undefined;
  const inScope: InScope = (inside) =>
    inOrganization(services.database, claim.organizationId, async (tx) => {
      const result = await inside(tx);
      kept = keep(result);
      await storeAnswer(tx, claim, sealed(services, claim, kept));
      return result;
    });
  try {
    const answer = keep(await work(inScope));
    if (kept === undefined) {
      await inOrganization(services.database, claim.organizationId, (tx) =>
        storeAnswer(tx, claim, sealed(services, claim, answer)),
      );
    }
    return { ...answer, replayed: false };
  } catch (error) {
    await settleFailure(services, claim, requestId, error);
    throw error;
  }
}

/** Answers hold people's names, and once an API key: what is kept for a repeat is encrypted. */
function sealed({ fieldKey }: Services, claim: KeyClaim, answer: StoredAnswer): StoredAnswer {
  const bytes = seal(fieldKey, placeOf(claim), JSON.stringify(answer.body ?? null));
  return { ...answer, body: { sealed: Buffer.from(bytes).toString('base64') } };
}

function opened({ fieldKey }: Services, claim: KeyClaim, body: unknown): unknown {
  const text = typeof body === 'object' && body !== null && 'sealed' in body ? String(body.sealed) : '';
  return JSON.parse(unseal(fieldKey, placeOf(claim), Buffer.from(text, 'base64')));
}

function placeOf({ organizationId, key }: KeyClaim): string {
  return `${organizationId}|idempotency_keys|body|${key}`;
}

/** A refusal is an answer like another and is kept; a failure that may pass gives the key back. */
async function settleFailure(services: Services, claim: KeyClaim, requestId: string, failure: unknown): Promise<void> {
  const error = toTenureError(failure);
  const settle =
    error.status >= 500 || error.code === 'rate_limited' || error.code === 'idempotency_in_flight'
      ? releaseKey(services.database, claim)
      : inOrganization(services.database, claim.organizationId, (tx) =>
          storeAnswer(
            tx,
            claim,
            sealed(services, claim, {
              status: error.status,
              body: problemOf(error, requestId),
              headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
            }),
          ),
        );
  // The failure itself is what the caller must hear; an unsettled key ends its hold within a minute.
  await settle.catch((trouble: unknown) => services.log.warn({ trouble }, 'an idempotency key was not settled'));
}
