/** What a reader that guesses the encoding, such as a spreadsheet, needs to see first. */
const BYTE_ORDER_MARK = '\u{feff}';

export type CsvValue = string | number | null;

/**
 * Lines of CSV by RFC 4180: fields quoted where they must be, lines ended by CR LF, the last one too. Numbers stand as
 * they are; a text that a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function csvLines(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Whole cents as an exact decimal, `-1234.50`; never through a fraction. */
export function csvMoney(cents: number): string {
  const magnitude = Math.abs(cents);
  const whole = Math.floor(magnitude / 100);
  return `${cents < 0 ? '-' : ''}${whole}.${String(magnitude % 100).padStart(2, '0')}`;
}

/** The start of a file: spreadsheets read names with accents right only behind a mark, programs would rather not see it. */
export function csvStart(withMark: boolean): string {
  return withMark ? BYTE_ORDER_MARK : '';
}

/** A plain number is no formula, whatever its sign. */
const NUMBER = /^-?\d+(\.\d+)?$/;
const FORMULA = /^[=+\-@\t\r]/;

function field(value: CsvValue): string {
  if (value === null) return '';
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
