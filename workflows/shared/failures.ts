import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, TimeoutFailure } from '@temporalio/common';
import { ERRORS, type ErrorCode } from '../../domain/errors';
import type { FailureType } from '../failure-types';

/** The type of the failure behind whatever an activity or child threw; undefined for what is none of ours. */
export function failureTypeOf(error: unknown): string | undefined {
  const cause = causeOf(error);
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
}

/** Whether an activity or child failed in this way. */
export function failedAs(error: unknown, ...types: FailureType[]): boolean {
  const type = failureTypeOf(error);
  return types.some((one) => one === type);
}

/**
 * Whether nobody knows if an irreversible step happened: its answer was lost, its worker died, or something of our own
 * failed that passes (a database too busy), which may have been before the step or after it. Ask the vendor (another
 * activity) before anything is tried again.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  if (mayTryAgain(error)) return false;
  const cause = causeOf(error);
  if (cause instanceof ApplicationFailure && cause.nonRetryable !== true) return true;
  return failedAs(error, 'unknown_outcome') || cause instanceof TimeoutFailure;
}

/** Whether an irreversible step certainly did not happen and may be tried again after a pause. */
export function mayTryAgain(error: unknown): boolean {
  return failedAs(error, 'vendor_busy', 'vendor_away', 'vendor_misconfigured');
}

/** How long the vendor asked to wait, in milliseconds; `otherwise` where it said nothing. */
export function pauseAfter(error: unknown, otherwise: number): number {
  const cause = causeOf(error);
  const delay = cause instanceof ApplicationFailure ? cause.nextRetryDelay : undefined;
  return typeof delay === 'number' ? delay : otherwise;
}

/**
 * A refusal for the caller of an update: thrown in a validator it rejects the update, in a handler it fails it. The
 * API turns it back into the error of the same code. Nothing that operations need to look at.
 */
export function refusal(code: ErrorCode, message: string = ERRORS[code].title): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true, category: 'BENIGN' });
}

/**
 * What the caller of an update is told when an activity behind it failed: the activity's own refusal with its code.
 * Throw it from the handler; Temporal's wrapping around it says nothing to a person.
 */
export function answerTo(error: unknown): unknown {
  const cause = causeOf(error);
  return cause instanceof ApplicationFailure ? cause : error;
}

function causeOf(error: unknown): unknown {
  let cause = error;
  while ((cause instanceof ActivityFailure || cause instanceof ChildWorkflowFailure) && cause.cause) {
    cause = cause.cause;
  }
  return cause;
}
