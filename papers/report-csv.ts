import { cellOf, type Report, type ReportColumn, type ReportRow } from '../domain/reports/report';
import { type CsvValue, csvLines, csvMoney, csvStart } from './csv';

/** What of a report stands in a file. */
type Tabled = Pick<Report, 'columns' | 'rows' | 'totals'>;

/** The first line of a report's file: the columns by their keys. */
export function reportCsvHead(columns: readonly ReportColumn[], withMark: boolean): string {
  return csvStart(withMark) + csvLines([columns.map(({ key }) => key)]);
}

/** Lines of a report's file, money as exact decimals. */
export function reportCsvRows(columns: readonly ReportColumn[], rows: readonly ReportRow[]): string {
  return csvLines(rows.map((row) => columns.map((column) => fieldOf(row, column))));
}

/** A whole report as a file; its last line is the total, where there is one. */
export function reportCsv({ columns, rows, totals }: Tabled, withMark: boolean): string {
  const all = totals === null ? rows : [...rows, totals];
  return reportCsvHead(columns, withMark) + reportCsvRows(columns, all);
}

function fieldOf(row: ReportRow, { key, kind }: ReportColumn): CsvValue {
  const cell = cellOf(row, key);
  return kind === 'money' && typeof cell === 'number' ? csvMoney(cell) : cell;
}
