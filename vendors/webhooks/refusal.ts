import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type WebhookRefusalReason = 'missing_signature' | 'bad_signature' | 'stale' | 'malformed';

/** A webhook that must not be believed. Its message says why in one word and quotes nothing of the body. */
export class WebhookRefused extends Error {
  readonly reason: WebhookRefusalReason;

  constructor(reason: WebhookRefusalReason) {
    super(`webhook refused: ${reason}`);
    this.name = 'WebhookRefused';
    this.reason = reason;
  }
}

/** Headers as node gives them: lower-case names. */
export type WebhookHeaders = IncomingHttpHeaders;

/** How old a signed timestamp may be, in seconds (and how far ahead of our clock). */
export const TOLERANCE_SECONDS = 300;

/** The first value of a header, undefined where absent or empty. */
export function headerValue(headers: WebhookHeaders, name: string): string | undefined {
  const value = headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === '' ? undefined : first;
}

/** Compares two signatures in constant time; unequal lengths are unequal. */
export function sameSignature(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Refuses a timestamp (seconds since 1970) more than five minutes away from now. */
export function refuseStale(timestampSeconds: number, now: Date): void {
  if (!Number.isFinite(timestampSeconds)) throw new WebhookRefused('malformed');
  if (Math.abs(now.getTime() / 1000 - timestampSeconds) > TOLERANCE_SECONDS) throw new WebhookRefused('stale');
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a verified body. @throws WebhookRefused `malformed` where it is no JSON */
export function parseJson(rawBody: Buffer | string): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    throw new WebhookRefused('malformed');
  }
}

/** A text field of a verified body. @throws WebhookRefused `malformed` where it is missing or no text */
export function textField(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value !== 'string' || value === '') throw new WebhookRefused('malformed');
  return value;
}
