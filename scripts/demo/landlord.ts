import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CannotGoOn } from '../servers/project';
import type { Running } from './running';

/** The landlord at the API, with the demo's key. Every answer is read by its schema. */
export type Landlord = {
  get<S extends z.ZodType>(path: string, answer: S): Promise<z.output<S>>;
  post<S extends z.ZodType>(path: string, body: object, answer: S): Promise<z.output<S>>;
};

const problem = z.object({ detail: z.string() });

/** Speaks to the running API. @throws CannotGoOn with the API's own sentence where it refuses */
export function createLandlord({ api, demo }: Running): Landlord {
  const ask = async <S extends z.ZodType>(method: string, path: string, schema: S, body?: object) => {
    const response = await fetch(`${api}/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${demo.api_key}`,
        'Content-Type': 'application/json',
        ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new CannotGoOn(`${method} ${path} was refused (${response.status}): ${reasonIn(text)}`);
    return schema.parse(JSON.parse(text));
  };
  return {
    get: (path, answer) => ask('GET', path, answer),
    post: (path, body, answer) => ask('POST', path, answer, body),
  };
}

function reasonIn(text: string): string {
  try {
    return problem.parse(JSON.parse(text)).detail;
  } catch {
    return text.slice(0, 300);
  }
}
