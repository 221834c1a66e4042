import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';

export type Column<T extends object> = {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What the column sorts by; a column without it does not sort. */
  sort?: (row: T) => string | number;
  end?: boolean;
  /** The width under which the column is left out. */
  from?: 'sm' | 'md' | 'lg';
  /** Whether the heading is only for screen readers. */
  quiet?: boolean;
};

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});

const HIDE = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' };

/** Arrow keys (or j and k) walk the rows; Enter follows the row's link, as it is a link. */
function walkRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLElement && event.target.closest('select, input, textarea')) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  const row = document.activeElement?.closest('tr');
  const at = links.findIndex((link) => link.closest('tr') === row);
  const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The class of a row's link: its target is the whole row. */
export const rowLink = 'font-medium no-underline after:absolute after:inset-0 after:content-[""] hover:underline';

const CELL = 'px-3.5 max-sm:px-2.5 max-sm:first:pl-3.5 max-sm:last:pr-3.5';

const placeOf = (column: Pick<Column<object>, 'end' | 'from'> | undefined) =>
  `${column?.end ? 'num text-right' : 'text-left'} ${column?.from ? HIDE[column.from] : ''}`;

const ORDER = { asc: 'ascending', desc: 'descending' } as const;

/** A heading; a button where the column sorts. */
function Heading({
  column,
  sorted,
  onSort,
}: {
  column: Pick<Column<object>, 'header' | 'end' | 'from' | 'quiet'>;
  sorted: false | 'asc' | 'desc';
  onSort: ((event: unknown) => void) | undefined;
}) {
  return (
    <th
      scope="col"
      aria-sort={sorted ? ORDER[sorted] : undefined}
      className={`border-line border-b py-2 font-medium text-ink-3 text-xs ${CELL} ${placeOf(column)}`}
    >
      {onSort ? (
        <button type="button" className="-my-1 rounded py-1 hover:text-ink" onClick={onSort}>
          {column.end ? <Arrow sorted={sorted} /> : null}
          {column.header}
          {column.end ? null : <Arrow sorted={sorted} />}
        </button>
      ) : (
        <span className={column.quiet ? 'sr-only' : ''}>{column.header}</span>
      )}
    </th>
  );
}

/** Which way a column is sorted; keeps its place while it is not, on the side away from the column's edge. */
function Arrow({ sorted }: { sorted: false | 'asc' | 'desc' }) {
  return (
    <span aria-hidden="true" className={`px-1 ${sorted ? '' : 'invisible'}`}>
      {sorted === 'desc' ? '↓' : '↑'}
    </span>
  );
}

/**
 * A dense table. Sorting is offered only over `complete` data: sorting one page of many would lie.
 * The first column of a row carries a link with `data-row-link` and the class `rowLink`.
 */
export function DataTable<T extends object>({
  label,
  rows,
  columns,
  rowId,
  complete = true,
}: {
  label: string;
  rows: T[];
  columns: Column<T>[];
  rowId: (row: T) => string;
  complete?: boolean;
}) {
  const defs = useMemo(() => columns.map((column) => definition(column, complete)), [columns, complete]);
  const table = useTable({ features, columns: defs, data: rows, getRowId: rowId });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full border-collapse" aria-label={label}>
        <thead>
          <tr>
            {table.getFlatHeaders().map(({ id, column }) => (
              <Heading
                key={id}
                column={byId.get(column.id) ?? { header: '' }}
                sorted={column.getIsSorted()}
                onSort={column.getCanSort() ? column.getToggleSortingHandler() : undefined}
              />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walkRows}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              className="relative border-line border-b last:border-0 focus-within:bg-sunk/60 has-[[data-row-link]]:hover:bg-sunk/60"
            >
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={`py-[9px] align-top ${CELL} ${placeOf(byId.get(cell.column.id))}`}>
                  {byId.get(cell.column.id)?.cell(row.original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function definition<T extends object>(column: Column<T>, complete: boolean): ColumnDef<typeof features, T> {
  return {
    id: column.id,
    header: column.header,
    accessorFn: (row: T) => column.sort?.(row) ?? '',
    enableSorting: Boolean(column.sort) && complete,
  };
}
