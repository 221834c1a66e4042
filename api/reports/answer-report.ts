import { z } from 'zod';
import { cellOf, REPORT_KINDS, type Report, type ReportRow } from '../../domain/reports/report';
import { reportCsv } from '../../papers/report-csv';
import { reportPdf } from '../../papers/report-pdf';
import { FileAnswer } from '../http/file-answer';
import { queryFlag } from '../http/schema';
import { FILE_FORMATS, type FileFormat, type Format } from './bounds';

/** The files a report may be asked for as. */
export const REPORT_FILES = ['text/csv', 'application/pdf'] as const;

/** A spreadsheet reads names with accents right only with a mark at the start of the file. */
const bom = queryFlag()
  .optional()
  .meta({ description: 'Whether a CSV begins with a byte order mark, for spreadsheets; it does unless said' });

/** In what shape a report is wanted. */
export const formatQuery = {
  format: z
    .enum(['json', ...FILE_FORMATS])
    .optional()
    .meta({ description: 'As a table in JSON unless said' }),
  bom,
};

/** In what shape a paper is wanted that is a file always. */
export const fileQuery = { format: z.enum(FILE_FORMATS).optional().meta({ description: 'A PDF unless said' }), bom };

const cell = z.union([z.string(), z.int(), z.null()]);

export const reportAnswer = z
  .object({
    object: z.literal('report'),
    kind: z.enum(REPORT_KINDS),
    title: z.string(),
    currency: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    columns: z.array(
      z.object({
        key: z.string().meta({ description: 'The name in each row; amounts are `…_cents`' }),
        label: z.string(),
        kind: z.enum(['text', 'date', 'money', 'count']),
        shown: z.boolean().meta({ description: 'Whether it stands on a page; the others are for programs' }),
      }),
    ),
    group_by: z.string().nullable(),
    rows: z.array(z.object({ is_sum: z.boolean(), cells: z.record(z.string(), cell) })),
    totals: z.record(z.string(), cell).nullable(),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Report' });

/** A report in the shape that was asked for. */
export async function answerReport(
  report: Report,
  { format, bom, now }: { format: Format; bom: boolean; now: Date },
): Promise<z.input<typeof reportAnswer> | FileAnswer> {
  return format === 'json' ? serialize(report) : fileOfReport(report, { format, bom, now });
}

/** A report as a file. */
export async function fileOfReport(
  report: Report,
  { format, bom, now }: { format: FileFormat; bom: boolean; now: Date },
): Promise<FileAnswer> {
  if (format === 'csv') return csvAnswer(report.reference, reportCsv(report, bom));
  return pdfAnswer(report.reference, await reportPdf(report, now));
}

/** A paper to be read and printed. */
export function pdfAnswer(reference: string, body: Buffer): FileAnswer {
  return new FileAnswer({ contentType: 'application/pdf', filename: fileName(reference, 'pdf'), body });
}

/** A file of comma separated values. */
export function csvAnswer(reference: string, body: FileAnswer['file']['body']): FileAnswer {
  return new FileAnswer({ contentType: 'text/csv; charset=utf-8', filename: fileName(reference, 'csv'), body });
}

/** `Rent roll · 2026-11-23` as `rent-roll-2026-11-23.pdf`. */
function fileName(reference: string, ending: string): string {
  const plain = reference.normalize('NFD').toLowerCase();
  return `${plain
    .replace(/[^a-z0-9._ -]/g, '')
    .trim()
    .replace(/[ _-]+/g, '-')}.${ending}`;
}

function serialize(report: Report): z.input<typeof reportAnswer> {
  const nameOf = ({ key, kind }: Report['columns'][number]) => (kind === 'money' ? `${key}_cents` : key);
  const cellsOf = (row: ReportRow) =>
    Object.fromEntries(report.columns.map((column) => [nameOf(column), cellOf(row, column.key)]));
  return {
    object: 'report',
    kind: report.kind,
    title: report.title,
    currency: 'USD',
    facts: report.facts.map(({ label, value }) => ({ label, value })),
    columns: report.columns.map((column) => ({
      key: nameOf(column),
      label: column.label,
      kind: column.kind,
      shown: column.width > 0,
    })),
    group_by: report.groupBy ?? null,
    rows: report.rows.map((row) => ({ is_sum: row.isSum === true, cells: cellsOf(row) })),
    totals: report.totals === null ? null : cellsOf(report.totals),
    notes: [...report.notes],
  };
}
