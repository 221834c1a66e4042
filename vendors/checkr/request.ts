import type { z } from 'zod';
import type { CheckrConfig } from '../config';
import {
  type Effect,
  failureFromAnswer,
  failureFromSilence,
  resetAfterMs,
  retryAfterMs,
  VendorFailure,
} from '../failure';

const TIMEOUT_MS = 15_000;

export interface CheckrRequest {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: object;
  /** Makes a POST repeatable for 24 hours. */
  idempotencyKey?: string;
}

/**
 * One call of Checkr's REST API.
 * @returns the answer parsed by the schema
 * @throws VendorFailure
 */
export async function requestCheckr<T>(config: CheckrConfig, request: CheckrRequest, schema: z.ZodType<T>): Promise<T> {
  const effect: Effect = request.method === 'GET' ? 'none' : 'repeatable';
  const { status, headers, text } = await send(config, request, effect);
  const body = parse(text);
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new VendorFailure({
      vendor: 'checkr',
      kind: 'unavailable',
      code: 'unreadable',
      detail: 'the answer is unreadable',
    });
  }
  throw failureFromAnswer({
    vendor: 'checkr',
    effect,
    // 409: a request with this idempotency key is still running.
    status: status === 409 ? 503 : status,
    code: status === 429 ? 'rate_limit' : undefined,
    retryAfterMs: retryAfterMs(headers.get('retry-after')) ?? resetAfterMs(headers.get('x-ratelimit-reset')),
  });
}

async function send(config: CheckrConfig, { method, path, body, idempotencyKey }: CheckrRequest, effect: Effect) {
  const { apiKey, apiBase, timeoutMs = TIMEOUT_MS } = config;
  try {
    const answer = await fetch(`${apiBase.replace(/\/$/, '')}/v1${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    throw failureFromSilence('checkr', effect, error);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
