import { parsePlainDate } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { decodeCursor } from './cursor';

/**
 * Reads the cursor of a list that is sorted by a business date and then by id; undefined without one.
 * @throws TenureError invalid_cursor
 */
export function decodeDateCursor(text: string | undefined, sort: string): { date: string; id: string } | undefined {
  if (text === undefined) return undefined;
  const [date = '', id = ''] = decodeCursor(text, sort, 2).map(String);
  try {
    return { date: parsePlainDate(date), id };
  } catch {
    throw new TenureError('invalid_cursor', 'Begin again without `cursor`, or use one that this same list gave you.', {
      params: [{ name: 'cursor', reason: 'is not a cursor of this list' }],
    });
  }
}
