import type { z } from 'zod';
import { type InvalidParam, notFound, TenureError } from '../../domain/errors';

/** The part of a request that a schema describes. */
export type Part = 'param' | 'query' | 'body';

/**
 * Checks one part of a request.
 * @throws TenureError not_found where an id in the address has no id's form, else invalid_request naming each field
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, part: Part): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  if (part === 'param') throw notFound('thing');
  throw invalid(parsed.error.issues.flatMap((issue) => paramsOf(issue, part)));
}

/** The refusal that names every wrong field. */
export function invalid(params: InvalidParam[]): TenureError {
  const first = params[0];
  const more = params.length > 1 ? ` (and ${params.length - 1} more)` : '';
  const detail = first === undefined ? 'The request is not valid.' : `\`${first.name}\` ${first.reason}${more}.`;
  return new TenureError('invalid_request', detail, { params });
}

function paramsOf(issue: z.core.$ZodIssue, part: Part): InvalidParam[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ name: nameOf([...issue.path, key]), reason: 'is not known here' }));
  }
  return [{ name: nameOf(issue.path) || part, reason: reasonOf(issue) }];
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.includes('received undefined')) {
    return 'is required';
  }
  const message = issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '');
  if (/^(must|is|has|goes) /.test(message)) return message;
  return plainReason(issue) ?? `is not right: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What the schema library says in its own words, in ours; undefined where it says nothing that a person could use. */
function plainReason(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected];
      return kind === undefined ? undefined : `must be ${kind}`;
    }
    case 'too_small':
      return `must ${issue.origin === 'array' ? 'have' : 'be'} at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must ${issue.origin === 'array' ? 'have' : 'be'} at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    default:
      return undefined;
  }
}

function unitOf(origin: string): string {
  return origin === 'array' ? ' items' : origin === 'string' ? ' characters' : '';
}

// With the u flag a surrogate that is half of a pair is not matched: only a lone one is.
const UNSTORABLE = /\0|[\uD800-\uDFFF]/u;

/** Refuses text that PostgreSQL cannot hold: NUL and halves of surrogate pairs. */
export function refuseUnstorable(input: unknown): void {
  const found: InvalidParam[] = [];
  visit(input, [], found);
  if (found.length > 0) throw invalid(found);
}

/** No body of ours is deeper; without a bound a body of brackets would exhaust the stack. */
const MAX_DEPTH = 20;

function visit(value: unknown, path: string[], found: InvalidParam[]): void {
  if (path.length > MAX_DEPTH) throw invalid([{ name: path.slice(1, 4).join('.'), reason: 'is nested too deeply' }]);
  if (typeof value === 'string') {
    if (UNSTORABLE.test(value)) {
      found.push({ name: path.slice(1).join('.') || 'body', reason: 'holds characters that cannot be stored' });
    }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, [...path, String(index)], found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) visit(item, [...path, key], found);
  }
}

/** Reads an address' query: `expand[]=a&expand[]=b` is a list, a name that comes twice without brackets too. */
export function parseQuery(text: string): Record<string, string | string[]> {
  const read: Record<string, string | string[]> = Object.create(null);
  for (const [key, value] of new URLSearchParams(text)) {
    const name = key.endsWith('[]') ? key.slice(0, -2) : key;
    const before = read[name];
    if (before !== undefined) read[name] = [...(typeof before === 'string' ? [before] : before), value];
    else read[name] = key.endsWith('[]') ? [value] : value;
  }
  return read;
}

/** The version in `If-Match: "3"`; null without the header. @throws TenureError invalid_request */
export function parseIfMatch(header: string | undefined): number | null {
  if (header === undefined) return null;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!match) throw invalid([{ name: 'If-Match', reason: 'must be a version such as "3"' }]);
  return Number(match[1]);
}
