import { cents, formatMoney } from '../domain/money';
import {
  type Cell,
  type ColumnKind,
  cellOf,
  type Report,
  type ReportColumn,
  type ReportRow,
} from '../domain/reports/report';
import { createPaper, type Paper } from './paper';
import type { TableColumn } from './table';

/** Wider tables lie on their side. */
const UPRIGHT_COLUMNS = 6;

/** A report as a PDF: facts, table, totals, notes. Same report and instant, same bytes. */
export async function reportPdf(report: Report, createdAt: Date): Promise<Buffer> {
  const shown = report.columns.filter(({ key, width }) => width > 0 && key !== report.groupBy);
  const paper = createPaper({
    title: report.title,
    author: report.from,
    createdAt,
    reference: report.reference,
    language: report.locale === 'es' ? 'es-US' : 'en-US',
    ...(shown.length > UPRIGHT_COLUMNS ? { layout: 'landscape' as const } : {}),
  });
  paper.title(report.title, report.from);
  if (report.facts.length > 0) paper.rows(report.facts.map(({ label, value }) => ({ label, value })));
  await writeTables(paper, report, shown);
  for (const note of report.notes) paper.note(note);
  return paper.finish();
}

async function writeTables(paper: Paper, report: Report, shown: readonly ReportColumn[]): Promise<void> {
  const columns = shown.map(
    ({ label, kind, width }): TableColumn => ({ label, width, end: kind === 'money' || kind === 'count' }),
  );
  const write = (rows: readonly ReportRow[]) =>
    paper.table(
      columns,
      rows.map((row) => ({
        cells: shown.map(({ key, kind }) => textOf(cellOf(row, key), kind, report.locale)),
        strong: row.isSum === true,
      })),
    );
  const totals = report.totals === null ? [] : [{ ...report.totals, isSum: true }];
  const { groupBy } = report;
  if (groupBy === undefined) {
    await write([...report.rows, ...totals]);
    return;
  }
  for (const [heading, rows] of grouped(report.rows, groupBy)) {
    paper.heading(heading);
    await write(rows);
  }
  if (totals.length > 0) await write(totals);
}

function grouped(rows: readonly ReportRow[], key: string): Map<string, ReportRow[]> {
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const heading = String(cellOf(row, key) ?? '');
    const group = groups.get(heading);
    if (group === undefined) groups.set(heading, [row]);
    else group.push(row);
  }
  return groups;
}

function textOf(cell: Cell, kind: ColumnKind, locale: Report['locale']): string {
  if (cell === null) return '';
  if (kind === 'money' && typeof cell === 'number') {
    return formatMoney(cents(cell), 'USD', locale === 'es' ? 'es-US' : 'en-US');
  }
  return String(cell);
}
