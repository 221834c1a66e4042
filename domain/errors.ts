/**
 * The one table of errors. A code is stable and public; its HTTP status and title stand beside it.
 * Expected business outcomes (a decline, an expiry) are values, not errors: see the unions in each rule.
 */
export const ERRORS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_cursor: { status: 400, title: 'That cursor is not one of ours' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'Email or password is wrong' },
  invalid_signature: { status: 401, title: 'The signature does not match' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  csrf_failed: { status: 403, title: 'The request did not come from our page' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'This address does not answer that method' },
  illegal_transition: { status: 409, title: 'This cannot be done in its present state' },
  conflict: { status: 409, title: 'This conflicts with what is already there' },
  version_conflict: { status: 409, title: 'Somebody else changed this meanwhile' },
  idempotency_in_flight: { status: 409, title: 'The same request is still being carried out' },
  unit_taken: { status: 409, title: 'The unit is already promised to somebody' },
  presentment_cap: { status: 409, title: 'The bank rules allow no further attempt' },
  link_expired: { status: 410, title: 'This link has ended' },
  payload_too_large: { status: 413, title: 'That is too large' },
  unsupported_media: { status: 415, title: 'This kind of file is not accepted' },
  idempotency_mismatch: { status: 422, title: 'The same key was used with other content' },
  rule_forbids: { status: 422, title: 'A rule forbids this' },
  not_possible: { status: 422, title: 'This is not possible' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part of the system is away; try again shortly' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** One wrong input: the field's path (`units.0.rent_cents`) and what is expected there. */
export type InvalidParam = { name: string; reason: string };

/** The law or network rule behind a refusal; of a law on file also how far it was checked and since when it holds. */
export type RuleBehind = {
  name: string;
  text: string;
  source: string;
  cite?: string;
  confidence?: string;
  effective_from?: string | null;
  verified_on?: string | null;
};

/**
 * The one error type that crosses rooms. `message` is written for the person who sees it.
 * `params` names wrong fields; `rule` carries the law or network rule behind a refusal.
 */
export class TenureError extends Error {
  readonly code: ErrorCode;
  readonly params: InvalidParam[];
  readonly rule: RuleBehind | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { params?: InvalidParam[]; rule?: RuleBehind; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'TenureError';
    this.code = code;
    this.params = more.params ?? [];
    this.rule = more.rule;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** The refusal for something absent or another organization's: the two must look the same. */
export function notFound(what: string): TenureError {
  return new TenureError('not_found', `There is no such ${what}.`);
}
