import Stripe from 'stripe';
import type { StripeConfig } from '../config';
import {
  type Effect,
  failureFromAnswer,
  failureFromSilence,
  isVendorFailure,
  retryAfterMs,
  VendorFailure,
} from '../failure';

const TIMEOUT_MS = 20_000;

/** The SDK, pointed at Stripe or at another server that speaks its protocol. Temporal retries, so it doesn't. */
export function stripeSdk({ secretKey, apiBase, timeoutMs = TIMEOUT_MS }: StripeConfig): Stripe {
  const common = { telemetry: false, maxNetworkRetries: 0, timeout: timeoutMs } as const;
  if (apiBase === undefined) return new Stripe(secretKey, common);
  const url = new URL(apiBase);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  const port = url.port === '' ? (protocol === 'https' ? 443 : 80) : Number(url.port);
  return new Stripe(secretKey, { ...common, host: url.hostname, port, protocol });
}

/**
 * Runs one SDK call and turns whatever it throws into a VendorFailure.
 * @param effect what repeating the call would do
 */
export async function callStripe<T>(effect: Effect, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw stripeFailure(effect, error);
  }
}

/** Maps an error of Stripe's SDK; its own messages are left out, they quote e-mail addresses and parts of keys. */
export function stripeFailure(effect: Effect, error: unknown): VendorFailure {
  if (isVendorFailure(error)) return error;
  if (!(error instanceof Stripe.errors.StripeError)) return failureFromSilence('stripe', effect, error);
  if (error instanceof Stripe.errors.StripeConnectionError || error.statusCode === undefined) {
    return failureFromSilence('stripe', effect, error);
  }
  if (error.type === 'StripeIdempotencyError') return keyConflict(error.statusCode);
  return failureFromAnswer({
    vendor: 'stripe',
    effect,
    // 409 means that a call with this key is still running; its outcome isn't known yet.
    status: error.statusCode === 409 ? 503 : error.statusCode,
    code: error.code ?? error.rawType,
    retryAfterMs: retryAfterMs(error.headers?.['retry-after']),
    hint: hint(error.param, error.requestId),
  });
}

function keyConflict(status: number): VendorFailure {
  const inFlight = status === 409;
  return new VendorFailure({
    vendor: 'stripe',
    kind: inFlight ? 'unavailable' : 'rejected',
    code: 'idempotency_error',
    detail: inFlight ? 'the same request is still running' : 'this idempotency key was used for another request',
  });
}

function hint(param: string | undefined, requestId: string | undefined): string | undefined {
  const parts = [param && `field ${param}`, requestId && `request ${requestId}`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(', ');
}
