/** Who failed. One name per vendor the product talks to. */
export type VendorName = 'stripe' | 'docusign' | 'twilio' | 'sendgrid' | 'googlemaps' | 'checkr' | 'object_storage';

/**
 * What a caller can do about a failure:
 * - `rejected`: the vendor understood and said no; the same request will be refused again.
 * - `rate_limited`: nothing happened; try again after `retryAfterMs`.
 * - `unavailable`: nothing harmful happened; try again with backoff.
 * - `unknown_outcome`: it may or may not have happened; ask the vendor before trying again.
 * - `not_found`: the vendor has no such object.
 * - `misconfigured`: our key, account or permission is wrong; a person has to fix it.
 */
export type VendorFailureKind =
  | 'rejected'
  | 'rate_limited'
  | 'unavailable'
  | 'unknown_outcome'
  | 'not_found'
  | 'misconfigured';

/**
 * What repeating a call would do, which decides what a lost answer means:
 * - `none`: it only reads.
 * - `repeatable`: it changes something, but once however often it is sent (idempotency key, PUT, DELETE).
 * - `once`: every repetition is a second effect in the world, so a lost answer is an unknown outcome.
 */
export type Effect = 'none' | 'repeatable' | 'once';

export interface VendorFailureDetails {
  vendor: VendorName;
  kind: VendorFailureKind;
  /** The vendor's machine-readable code, or ours where the meaning matters to the product (`opted_out`). */
  code?: string | undefined;
  /** How long to wait before the next try, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** One sentence for operations. Never contains secrets, names, addresses or numbers of people. */
  detail: string;
}

/** The one error type every vendor client throws. Its message carries no secret and no personal data. */
export class VendorFailure extends Error {
  readonly vendor: VendorName;
  readonly kind: VendorFailureKind;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly detail: string;

  constructor({ vendor, kind, code, retryAfterMs, detail }: VendorFailureDetails) {
    super(`${vendor}: ${kind}${code === undefined ? '' : ` (${code})`}: ${detail}`);
    this.name = 'VendorFailure';
    this.vendor = vendor;
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.detail = detail;
  }
}

/** Tells a vendor failure from any other error. */
export function isVendorFailure(error: unknown): error is VendorFailure {
  return error instanceof VendorFailure;
}

export interface RefusedAnswer {
  vendor: VendorName;
  effect: Effect;
  status: number;
  code?: string | undefined;
  retryAfterMs?: number | undefined;
  /** Names of wrong fields or the vendor's request id, if they help and are no personal data. */
  hint?: string | undefined;
}

/**
 * Maps an HTTP answer that is no success to a failure. The vendor's own sentence is left out on purpose:
 * vendors quote phone numbers, e-mail addresses and parts of keys in theirs.
 */
export function failureFromAnswer({ vendor, effect, status, code, retryAfterMs, hint }: RefusedAnswer): VendorFailure {
  const kind = kindOfStatus(status, effect);
  const detail = `answered with status ${status}${hint === undefined ? '' : `, ${hint}`}`;
  return new VendorFailure({ vendor, kind, code, retryAfterMs, detail });
}

function kindOfStatus(status: number, effect: Effect): VendorFailureKind {
  if (status === 429) return 'rate_limited';
  if (status === 401 || status === 403) return 'misconfigured';
  if (status === 404 || status === 410) return 'not_found';
  // 503 is an honest "not now"; any other 5xx may come after the effect.
  if (status === 503 || status === 408) return 'unavailable';
  if (status >= 500) return effect === 'once' ? 'unknown_outcome' : 'unavailable';
  return 'rejected';
}

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Maps an error without any answer (refused connection, reset, timeout). Where the connection was never made the
 * effect can't have happened; otherwise it is unknown for a call that must happen once.
 */
export function failureFromSilence(vendor: VendorName, effect: Effect, error: unknown): VendorFailure {
  const code = systemCode(error);
  const certain = code !== undefined && NEVER_CONNECTED.has(code);
  const kind = effect === 'once' && !certain ? 'unknown_outcome' : 'unavailable';
  return new VendorFailure({ vendor, kind, code: code ?? 'no_answer', detail: 'no answer arrived' });
}

/** The code of a system error, searched through `cause` (fetch) and `detail` (Stripe); undefined where there is none. */
export function systemCode(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  if ('name' in error && error.name === 'TimeoutError') return 'ETIMEDOUT';
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code)) return error.code;
  if ('cause' in error) return systemCode(error.cause, depth + 1);
  return 'detail' in error ? systemCode(error.detail, depth + 1) : undefined;
}

/**
 * Reads a Retry-After header: seconds or an HTTP date.
 * @returns milliseconds from now, at least 0; undefined where it is missing or senseless
 */
export function retryAfterMs(header: unknown, now: number = Date.now()): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/**
 * Reads a rate-limit reset header: seconds since 1970 or a date, as SendGrid and Checkr send.
 * @returns milliseconds from now, at least 0; undefined where it is missing or senseless
 */
export function resetAfterMs(header: unknown, now: number = Date.now()): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const seconds = Number(header);
  const at = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
