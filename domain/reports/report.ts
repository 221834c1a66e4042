import type { Locale } from '../locales';

/** The papers that a person may ask for by name. */
export const REPORT_KINDS = [
  'invoice',
  'tenant_statement',
  'rent_roll',
  'delinquency',
  'general_ledger',
  'trial_balance',
  'form_1099_nec',
  'form_1099_misc',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** `money` is whole cents, `date` is `YYYY-MM-DD`. */
export type ColumnKind = 'text' | 'date' | 'money' | 'count';

export type ReportColumn = {
  /** Stable, in snake case; money is `{key}_cents` where it travels as cents. */
  key: string;
  label: string;
  kind: ColumnKind;
  /** How much of the page's width it takes beside the others; 0 leaves it off the page and in the files. */
  width: number;
};

export type Cell = string | number | null;

/** One line, by the columns' keys; a key that is absent is an empty cell. `isSum` lines add up what stands above. */
export type ReportRow = { cells: Readonly<Record<string, Cell>>; isSum?: boolean };

/**
 * A report as every face of it is made from: page, PDF, CSV and JSON say the same because they are written from this.
 */
export type Report = {
  kind: ReportKind;
  locale: Locale;
  title: string;
  /** Who it is from. */
  from: string;
  /** What stands in the footer of each page, and in the name of the file. */
  reference: string;
  /** What it is about: who, where, which days. */
  facts: readonly { label: string; value: string }[];
  columns: readonly ReportColumn[];
  /** The column by whose value lines stand together under a heading on a page. */
  groupBy?: string;
  rows: readonly ReportRow[];
  totals: ReportRow | null;
  notes: readonly string[];
};

/** A cell of a column; null where the line has none. */
export function cellOf(row: ReportRow, key: string): Cell {
  return row.cells[key] ?? null;
}
