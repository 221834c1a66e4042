import { Link } from '@tanstack/react-router';
import { formatAmount } from '../../format/money';
import { EmptyState } from '../../ui/card';
import { DateText } from '../../ui/values';
import type { Report } from './kinds';

type Column = Report['columns'][number];
type Cells = Report['rows'][number]['cells'];

/** A report's lines as they stand on its paper; groups under their heading, sums strong. */
export function ReportTable({ report }: { report: Report }) {
  const columns = report.columns.filter(({ key, shown }) => shown && key !== report.group_by);
  const rows = report.rows.map((row, at) => ({ ...row, at, group: groupOf(report, row.cells) }));
  if (rows.length === 0)
    return <EmptyState title="Nothing to show">There is nothing in the books for this.</EmptyState>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">{report.title}</caption>
        <thead>
          <tr className="border-line border-b text-ink-3 text-xs">
            {columns.map((column) => (
              <th key={column.key} scope="col" className={`px-3.5 py-2 font-medium ${endOf(column)}`}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => [
            row.group !== null && row.group !== rows[i - 1]?.group ? (
              <tr key={`group-${row.at}`}>
                <th colSpan={columns.length} scope="colgroup" className="px-3.5 pt-4 pb-1 text-left font-semibold">
                  {row.group}
                </th>
              </tr>
            ) : null,
            <Line key={row.at} columns={columns} cells={row.cells} strong={row.is_sum} />,
          ])}
        </tbody>
        {report.totals === null ? null : (
          <tfoot>
            <Line columns={columns} cells={report.totals} strong />
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** What leads to a line's lease: whom it is about, else what it says, else its first cell. */
const LINKED = ['tenants', 'description', 'what'];

function Line({ columns, cells, strong }: { columns: Column[]; cells: Cells; strong: boolean }) {
  const linked = LINKED.find((key) => columns.some((column) => column.key === key)) ?? columns[0]?.key;
  return (
    <tr className={`border-line border-b last:border-0 ${strong ? 'font-semibold' : ''}`}>
      {columns.map((column) => (
        <td key={column.key} className={`px-3.5 py-[7px] align-top ${endOf(column)}`}>
          {column.key === linked && typeof cells.lease_id === 'string' ? (
            <Link to="/leases/$leaseId" params={{ leaseId: cells.lease_id }} className="link">
              {shown(cells[column.key] ?? null, column)}
            </Link>
          ) : (
            shown(cells[column.key] ?? null, column)
          )}
        </td>
      ))}
    </tr>
  );
}

/** Sums and days stand on one line; words wrap late, so that on a phone one scrolls sideways instead of down. */
function endOf({ kind }: Column): string {
  if (kind === 'money' || kind === 'count') return 'num text-right';
  return kind === 'date' ? 'whitespace-nowrap text-left' : 'text-left max-sm:min-w-32';
}

function shown(cell: string | number | null, { kind }: Column) {
  if (cell === null) return '';
  if (kind === 'money' && typeof cell === 'number') return formatAmount(cell);
  if (kind === 'date' && typeof cell === 'string' && cell !== '') return <DateText at={cell} />;
  return String(cell);
}

function groupOf(report: Report, cells: Cells): string | null {
  return report.group_by === null ? null : String(cells[report.group_by] ?? '');
}
