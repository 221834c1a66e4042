import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { type ErrorCode, TenureError } from '../domain/errors';
import { isVendorFailure, type VendorFailure, type VendorFailureKind } from '../vendors/failure';
import type { FailureType, VendorFailureType } from '../workflows/failure-types';

/** Refusals that pass by themselves: the same call may well succeed a moment later. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['unavailable', 'internal', 'rate_limited', 'idempotency_in_flight']);

/** A wrong key is tried again at this pace, so that nothing fails for good while a person mends it. */
const MISCONFIGURED_RETRY_MS = 5 * 60_000;

type VendorRule = { readonly type: VendorFailureType; readonly isFinal: boolean; readonly retryMs?: number };

const VENDOR_RULES: Readonly<Record<VendorFailureKind, VendorRule>> = {
  rejected: { type: 'vendor_rejected', isFinal: true },
  not_found: { type: 'vendor_not_found', isFinal: true },
  rate_limited: { type: 'vendor_busy', isFinal: false },
  unavailable: { type: 'vendor_away', isFinal: false },
  misconfigured: { type: 'vendor_misconfigured', isFinal: false, retryMs: MISCONFIGURED_RETRY_MS },
  // Trying again by itself is the one thing that must not happen: the workflow asks the vendor first.
  unknown_outcome: { type: 'unknown_outcome', isFinal: true },
};

/**
 * Turns whatever an activity throws into what Temporal acts on: our own refusals end it without alarm, a vendor's
 * failure goes by its kind and its Retry-After, and everything else is tried again.
 */
export function toTemporalFailure(error: unknown): Error {
  if (error instanceof TemporalFailure) return error;
  if (error instanceof TenureError) return ofRefusal(error);
  if (isVendorFailure(error)) return ofVendor(error);
  return error instanceof Error ? error : new Error(String(error));
}

/** Applies `toTemporalFailure` to every activity, so that none has to think of it. */
export const mapFailures: ActivityInterceptorsFactory = () => ({
  inbound: {
    execute: async (input, next) => {
      try {
        return await next(input);
      } catch (error) {
        throw toTemporalFailure(error);
      }
    },
  },
});

function ofRefusal(error: TenureError): ApplicationFailure {
  const type: FailureType = error.code;
  const isPassing = PASSING.has(error.code);
  return ApplicationFailure.create({
    type,
    message: error.message,
    nonRetryable: !isPassing,
    details: [{ params: error.params, ...(error.rule && { rule: error.rule }) }],
    cause: error,
    ...(!isPassing && { category: 'BENIGN' as const }),
  });
}

function ofVendor(failure: VendorFailure): ApplicationFailure {
  const rule = VENDOR_RULES[failure.kind];
  const nextRetryDelay = failure.retryAfterMs ?? rule.retryMs;
  return ApplicationFailure.create({
    type: rule.type,
    message: failure.message,
    nonRetryable: rule.isFinal,
    details: [{ vendor: failure.vendor, code: failure.code ?? null }],
    cause: failure,
    ...(nextRetryDelay !== undefined && { nextRetryDelay }),
  });
}
