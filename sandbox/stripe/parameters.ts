import { z } from 'zod';
import { invalidRequest, type StripeRefusal } from './errors';

/** A parameter that must be a whole number; forms carry it as digits. */
export function integer(limits: { readonly min?: number; readonly max?: number } = {}) {
  return z.string().transform((raw, context) => {
    const value = Number(raw);
    if (!/^-?\d+$/.test(raw) || !Number.isSafeInteger(value)) {
      return refuse(context, `Invalid integer: ${raw}`, 'parameter_invalid_integer');
    }
    if (limits.min !== undefined && value < limits.min) {
      return refuse(context, `This value must be greater than or equal to ${limits.min}.`, 'parameter_invalid_integer');
    }
    if (limits.max !== undefined && value > limits.max) {
      return refuse(context, `This value must be less than or equal to ${limits.max}.`, 'parameter_invalid_integer');
    }
    return value;
  });
}

/** `true` or `false`. */
export const bool = z.string().transform((raw, context) => {
  if (raw === 'true' || raw === 'false') return raw === 'true';
  return refuse(context, `Invalid boolean: ${raw}`, 'parameter_invalid_boolean');
});

/** A string that may not be empty. */
export const text = z.string().transform((raw, context) => {
  if (raw !== '') return raw;
  return refuse(context, 'You passed an empty string where a value is required.', 'parameter_invalid_empty');
});

/** A string where the empty one unsets the field. */
export const clearableText = z.string().transform((raw) => (raw === '' ? null : raw));

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]) {
  return z.string().transform((raw, context) => {
    const found = words.find((word) => word === raw);
    return found ?? refuse(context, `Invalid value: must be one of ${words.join(', ')}`);
  });
}

/** Up to 50 keys of 40 characters with values of 500; an empty value removes its key, '' removes all. */
export const metadata = z.union([z.literal(''), z.record(z.string(), z.string())]).transform((value, context) => {
  if (value === '') return '' as const;
  for (const [key, entry] of Object.entries(value)) {
    if (key.length > 40) return refuse(context, `Metadata keys can be at most 40 characters long: ${key}`);
    if (entry.length > 500) return refuse(context, `Metadata values can be at most 500 characters long: ${key}`);
  }
  return value;
});

/** What a request's `metadata` makes of the metadata an object had. */
export function mergeMetadata(
  before: Readonly<Record<string, string>>,
  change: '' | Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  if (change === '') return {};
  const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value !== '');
  if (merged.length > 50) throw invalidRequest('Metadata can have at most 50 keys.', { param: 'metadata' });
  return Object.fromEntries(merged);
}

/** Parameters Stripe knows and this sandbox takes without acting on them. */
export function ignored<const T extends string>(...names: readonly T[]) {
  return Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as {
    [K in T]: z.ZodOptional<z.ZodUnknown>;
  };
}

/** Accepts exactly these parameters, and `expand`. */
export function parameters<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject({ ...shape, expand: z.array(z.string()).optional() });
}

const createdFilter = z.union([
  integer(),
  z.strictObject({
    gt: integer().optional(),
    gte: integer().optional(),
    lt: integer().optional(),
    lte: integer().optional(),
  }),
]);

/** Parameters of every list, beside its own filters. */
export const listing = {
  limit: integer({ min: 1, max: 100 }).optional(),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: createdFilter.optional(),
};

/** The parsed parameters; throws Stripe's refusal of the first thing that is wrong with them. */
export function parseParameters<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusalOf(flatten(parsed.error.issues), input);
}

type Issue = z.core.$ZodIssue;

/** Issues inside a failed union take its place: they name the parameter that is wrong. */
function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const inner = issue.errors.at(-1) ?? [];
    return flatten(inner.map((one) => ({ ...one, path: [...issue.path, ...one.path] })));
  });
}

function refusalOf(issues: readonly Issue[], input: unknown): StripeRefusal {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys') {
    const names = unknown.keys.map((key) => bracketed([...unknown.path, key]));
    const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
    return invalidRequest(message, { code: 'parameter_unknown', param: names[0] ?? '' });
  }
  const issue = issues[0];
  const param = bracketed(issue?.path ?? []);
  if (issue?.code === 'custom') {
    const code: unknown = issue.params?.code;
    return invalidRequest(issue.message, { ...(typeof code === 'string' ? { code } : {}), param });
  }
  if (valueAt(input, issue?.path ?? []) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const expected = issue?.code === 'invalid_type' ? issue.expected : 'value';
  return invalidRequest(`Invalid ${expected}: ${param}`, { param });
}

function bracketed(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (index === 0 ? String(key) : `[${String(key)}]`)).join('');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function refuse(context: z.RefinementCtx, message: string, code?: string): typeof z.NEVER {
  context.addIssue({ code: 'custom', message, params: { code } });
  return z.NEVER;
}
