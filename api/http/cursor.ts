import { TenureError } from '../../domain/errors';

/** What a page begins after: the sort it belongs to and the last row's sort values, its id last. */
export type Cursor = { sort: string; after: readonly (string | number)[] };

/** One page as it is answered. */
export type Page<T> = { object: 'list'; data: T[]; has_more: boolean; next_cursor: string | null };

/** Writes a cursor as opaque text. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, ...cursor.after])).toString('base64url');
}

/**
 * Reads a cursor that encodeCursor wrote for the same sort. Text that would not be written the same way again is
 * refused, so that nobody comes to rely on what is inside.
 * @param length how many values the sort needs
 * @throws TenureError invalid_cursor
 */
export function decodeCursor(text: string, sort: string, length: number): readonly (string | number)[] {
  const values = parse(text);
  const [named, ...after] = values;
  const wellFormed =
    named === sort &&
    after.length === length &&
    after.every((value): value is string | number => typeof value === 'string' || Number.isFinite(value));
  if (!wellFormed || encodeCursor({ sort, after }) !== text) {
    throw new TenureError('invalid_cursor', 'Begin again without `cursor`, or use one that this same list gave you.', {
      params: [{ name: 'cursor', reason: 'is not a cursor of this list' }],
    });
  }
  return after;
}

function parse(text: string): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}

/**
 * Makes a page of rows of which one more than `limit` was asked for.
 * @param cursorOf where the next page begins, from the last row shown
 */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  serialize: (row: R) => T,
  cursorOf: (row: R) => Cursor,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    object: 'list',
    data: shown.map(serialize),
    has_more: more,
    next_cursor: more ? encodeCursor(cursorOf(last)) : null,
  };
}
