import type { z } from 'zod';
import { parseParameters } from './parameters';
import type { StripeScope } from './scope';

/** One call of Stripe's API: method, path with :names, and what it does with parsed parameters. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Reads the parameters, throwing Stripe's refusal; what comes out runs the call. */
  prepare(input: unknown): (scope: StripeScope, ids: Ids) => object;
}

/** Names in the path, such as `id`. */
export type Ids = Readonly<Record<string, string>>;

/** Declares a call. `run` throws a StripeRefusal to refuse; whatever it changed by then stays changed, as at Stripe. */
export function operation<T>(
  method: Operation['method'],
  path: string,
  schema: z.ZodType<T>,
  run: (scope: StripeScope, parameters: T, ids: Ids) => object,
): Operation {
  return {
    method,
    path,
    prepare(input) {
      const parsed = parseParameters(schema, input);
      return (scope, ids) => run(scope, parsed, ids);
    },
  };
}

/** The id in the path; the route always has it. */
export function idOf(ids: Ids, name = 'id'): string {
  return ids[name] ?? '';
}
