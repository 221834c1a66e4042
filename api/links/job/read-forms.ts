import { z } from 'zod';
import { atLocalTime, parsePlainDate } from '../../../domain/calendar';
import { parseCents } from '../../../domain/money';
import { invalid, parseInput } from '../../http/parse';
import { plainDate, text } from '../../http/schema';
import { type FormFields, fieldOf } from '../kernel/link-page';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time such as 09:00' });
const windowForm = z.object({ date: plainDate(), from: time, to: time });
const finishForm = z.object({ notes: text(2_000) });
const HIGHEST_PRICE_CENTS = 10_000_000;

/** When the vendor comes, from their form: times on the wall of the home's zone. @returns RFC 3339 */
export function readWindow(fields: FormFields, zone: string): { start: string; end: string } {
  const given = { date: fieldOf(fields, 'date'), from: fieldOf(fields, 'from'), to: fieldOf(fields, 'to') };
  const { date, from, to } = parseInput(windowForm, given, 'body');
  if (from >= to) throw invalid([{ name: 'to', reason: 'must be later than the beginning' }]);
  const at = (wall: string) => new Date(atLocalTime(parsePlainDate(date), wall, zone)).toISOString();
  return { start: at(from), end: at(to) };
}

/** What was done and what it cost. */
export function readFinish(fields: FormFields): { notes: string; priceCents?: number } {
  const { notes } = parseInput(finishForm, { notes: fieldOf(fields, 'notes') }, 'body');
  const written = fieldOf(fields, 'price');
  return written === '' ? { notes } : { notes, priceCents: readPrice(written) };
}

function readPrice(written: string): number {
  try {
    const price = parseCents(written);
    if (price >= 0 && price <= HIGHEST_PRICE_CENTS) return price;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw invalid([{ name: 'price', reason: 'must be an amount such as 180.00' }]);
}
