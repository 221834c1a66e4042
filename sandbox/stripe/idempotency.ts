import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Sandbox } from '../core/sandbox';
import { StripeRefusal } from './errors';

/** The answer a key got, replayed to whoever asks again with the same key. */
export interface KeptAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: object;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const keptMs = 24 * 3_600_000;
const inFlight = new WeakMap<Sandbox, Set<string>>();

/** A key belongs to one account. */
export function scopedKey(account: string, key: string): string {
  return `${account} ${key}`;
}

/** What makes two requests the same: path and parameters. */
export function fingerprintOf(method: string, path: string, raw: Buffer): string {
  return createHash('sha256').update(`${method} ${path}\n`).update(raw).digest('hex');
}

/**
 * The kept answer of this key, or undefined when the key is new.
 * Throws Stripe's idempotency_error when it was first used for something else.
 */
export function findKeptAnswer(sandbox: Sandbox, key: string, fingerprint: string): KeptAnswer | undefined {
  const kept = answersOf(sandbox).get(key);
  if (kept === undefined || sandbox.now().getTime() - kept.at > keptMs) return undefined;
  if (kept.fingerprint === fingerprint) return kept;
  const shown = key.slice(key.indexOf(' ') + 1);
  throw new StripeRefusal(
    400,
    'idempotency_error',
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${shown}' if you meant to execute a different request.`,
  );
}

/** Keeps the first answer of a key for 24 hours. */
export function keepAnswer(sandbox: Sandbox, key: string, answer: Omit<KeptAnswer, 'at'>): void {
  answersOf(sandbox).put(key, { ...answer, at: sandbox.now().getTime() });
}

/** Refuses with 409 a request whose idempotency key another request is still working under. */
export function refuseConcurrentKeys(sandbox: Sandbox): RequestHandler {
  const keys = inFlight.get(sandbox) ?? new Set<string>();
  inFlight.set(sandbox, keys);
  return (request, response, next) => {
    const given = request.get('idempotency-key');
    if (given === undefined || request.method !== 'POST') return next();
    const key = scopedKey(request.get('stripe-account') ?? '', given);
    if (keys.has(key)) {
      const refusal = new StripeRefusal(
        409,
        'idempotency_error',
        `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${given}. Please try again.`,
        { code: 'idempotency_key_in_use' },
      );
      return void response.status(refusal.status).json(refusal.body('req_in_flight'));
    }
    keys.add(key);
    response.once('close', () => keys.delete(key));
    return next();
  };
}

function answersOf(sandbox: Sandbox) {
  return sandbox.store.collection<KeptAnswer>('stripe.idempotency');
}
