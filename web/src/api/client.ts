import { Problem, toProblem, unreachable } from './problem';

type Query = Record<string, string | number | boolean | undefined>;
type Options = { query?: Query; body?: unknown; idempotencyKey?: string; signal?: AbortSignal };
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

let csrfToken: string | null = null;

/** Remembers the token that proves a command comes from our page; null once signed out. */
export function keepCsrfToken(token: string | null): void {
  csrfToken = token;
}

function withQuery(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Asks the API. @throws Problem for every answer that is not a success, and where there is none. */
export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers['x-csrf-token'] = csrfToken;
  if (method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
  const answer = await fetch(withQuery(path, options.query), {
    method,
    headers,
    credentials: 'same-origin',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  });
  if (answer.status === 204) return undefined as T;
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw toProblem(body, answer.status);
  if (body === null)
    throw new Problem({ title: 'The answer could not be read.', status: answer.status, code: 'internal' });
  return body as T;
}
