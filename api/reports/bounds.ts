import { daysInclusive, type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';

/** Most lines of a report that is made at once; the general ledger as CSV has no such bound. */
export const MOST_LINES = { json: 2_000, pdf: 2_000, csv: 50_000 } as const;
export type Format = keyof typeof MOST_LINES;

/** What papers are saved as. */
export const FILE_FORMATS = ['csv', 'pdf'] as const satisfies readonly Format[];
export type FileFormat = (typeof FILE_FORMATS)[number];

/** One line more is read than is shown, to see whether there are more. */
export function limitOf(format: Format): number {
  return MOST_LINES[format] + 1;
}

/** @throws TenureError not_possible where a report has more lines than it may */
export function refuseTooMany(lines: number, format: Format, instead: string): void {
  const most = MOST_LINES[format];
  if (lines <= most) return;
  const shape = format === 'json' ? 'an answer' : `a ${format.toUpperCase()}`;
  throw new TenureError(
    'not_possible',
    `That is more than ${shape} holds (${most.toLocaleString('en-US')} lines). ${instead}`,
  );
}

const YEAR_DAYS = 366;

/**
 * Both days of a report, in order and at most so many years apart.
 * @throws TenureError invalid_request
 */
export function daysOf(
  query: { from: string; to: string },
  mostYears: number,
): { from: PlainDateString; to: PlainDateString } {
  const [from, to] = [parsePlainDate(query.from), parsePlainDate(query.to)];
  if (to < from) throw wrongEnd('must not be before `from`', 'The last day lies before the first.');
  if (daysInclusive(from, to) > mostYears * YEAR_DAYS) {
    throw wrongEnd(`must be at most ${mostYears} years after \`from\``, 'These are too many days for one report.');
  }
  return { from, to };
}

function wrongEnd(reason: string, message: string): TenureError {
  return new TenureError('invalid_request', message, { params: [{ name: 'to', reason }] });
}
