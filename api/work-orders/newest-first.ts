import { z } from 'zod';
import { type Cursor, decodeCursor } from '../http/cursor';
import { invalid } from '../http/parse';

const SORT = 'created';
const instant = z.iso.datetime();

/** Where the page after a row begins, for lists with the newest first. */
export function newestFirst(row: { createdAt: Date; id: string }): Cursor {
  return { sort: SORT, after: [row.createdAt.toISOString(), row.id] };
}

/** The place a cursor of such a list names. @throws TenureError invalid_cursor, invalid_request */
export function placeIn(cursor: string | undefined): { createdAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [createdAt, id] = decodeCursor(cursor, SORT, 2);
  if (!instant.safeParse(createdAt).success || typeof id !== 'string') {
    throw invalid([{ name: 'cursor', reason: 'is not a cursor of this list' }]);
  }
  return { createdAt: new Date(String(createdAt)), id };
}
