import { z } from 'zod';
import { isPlainDate } from '../../domain/calendar';
import { ID_PREFIXES, type IdKind, isId } from '../../domain/ids';

/** An id of one kind of ours. */
export function id<K extends IdKind>(kind: K) {
  return z
    .string()
    .refine((text) => isId(kind, text), { error: `must be an id such as ${ID_PREFIXES[kind]}_01J…` })
    .meta({ description: `An id beginning with \`${ID_PREFIXES[kind]}_\`` });
}

/** Text that a person writes: trimmed, not empty, at most `max` characters. */
export function text(max: number) {
  return z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must be at most ${max} characters` });
}

/** A person's or a business's email address, in lower case. */
export function email() {
  return z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email({ error: 'must be an email address' }));
}

/** An amount in whole cents; by default above zero and below a billion dollars. */
export function amountCents({ min = 1, max = 99_999_999_999 }: { min?: number; max?: number } = {}) {
  return z
    .int({ error: 'must be a whole number of cents' })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });
}

/** A whole number within bounds that fit a column. */
export function whole(min: number, max: number) {
  return z
    .int({ error: 'must be a whole number' })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });
}

/** A business date, `YYYY-MM-DD`. */
export function plainDate() {
  return z.string().refine(isPlainDate, { error: 'must be a date such as 2026-12-01' }).meta({ format: 'date' });
}

/** An instant of an answer, RFC 3339 in UTC. */
export const instant = z.iso.datetime();

/** A number in an address' query. */
export function queryNumber({ min, max, int = false }: { min: number; max: number; int?: boolean }) {
  return z
    .string()
    .regex(int ? /^-?\d{1,15}$/ : /^-?\d{1,15}(\.\d{1,15})?$/, {
      error: int ? 'must be a whole number' : 'must be a number',
    })
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .meta({ type: int ? 'integer' : 'number', minimum: min, maximum: max });
}

/** A yes or no in an address' query. */
export function queryFlag() {
  return z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .meta({ type: 'boolean' });
}

/** `limit` and `cursor`, for every list. */
export const pageQuery = {
  limit: queryNumber({ min: 1, max: 100, int: true }).optional(),
  cursor: z.string().min(1).max(600).optional(),
};

/** How many rows a page has where nobody says. */
export const DEFAULT_LIMIT = 25;

/** The envelope of a list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    object: z.literal('list'),
    data: z.array(item),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  });
}
