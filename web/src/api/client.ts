import createClient from 'openapi-fetch';
import { Problem, toProblem, unreachable } from './problem';
import type { paths } from './schema';

let csrfToken: string | null = null;

/** Remembers the token that proves a command comes from our page; null once signed out. */
export function keepCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The API as its document describes it. Every command carries the proof that it comes from our page. */
export const api = createClient<paths>({
  baseUrl: '/',
  credentials: 'same-origin',
  headers: { accept: 'application/json' },
});

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET' && csrfToken) request.headers.set('x-csrf-token', csrfToken);
    return request;
  },
  onError: ({ error }) => (error instanceof DOMException && error.name === 'AbortError' ? undefined : unreachable()),
});

type Result<T> = { data?: T; error?: unknown; response: Response };

/** What was asked for. @throws Problem for every answer that is not a success, and where there is none. */
export async function answer<T>(asked: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok) throw toProblem(error, response.status);
  if (data === undefined) {
    throw new Problem({ title: 'The answer could not be read.', status: response.status, code: 'internal' });
  }
  return data;
}

/** For a command that answers nothing. @throws Problem as above */
export async function done(asked: Promise<Result<unknown>>): Promise<void> {
  const { error, response } = await asked;
  if (!response.ok) throw toProblem(error, response.status);
}

/** Leaves out what is not set, so that no empty filter travels. */
export function set<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
