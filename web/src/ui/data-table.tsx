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
  rowClass,
}: {
  label: string;
  rows: T[];
  columns: Column<T>[];
  rowId: (row: T) => string;
  complete?: boolean;
  rowClass?: (row: T) => string;
}) {
  const defs = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, T> => ({
          id: column.id,
          header: column.header,
          accessorFn: (row: T) => column.sort?.(row) ?? '',
          enableSorting: Boolean(column.sort) && complete,
          cell: ({ row }) => column.cell(row.original),
        }),
      ),
    [columns, complete],
  );
  const table = useTable({ features, columns: defs, data: rows, getRowId: rowId });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const place = (id: string) => {
    const column = byId.get(id);
    return `${column?.end ? 'num text-right' : 'text-left'} ${column?.from ? HIDE[column.from] : ''}`;
  };
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full border-collapse" aria-label={label}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
                    className={`border-line border-b px-3.5 py-2 font-medium text-ink-3 max-sm:px-2.5 max-sm:first:pl-3.5 max-sm:last:pr-3.5 text-xs ${place(header.column.id)}`}
                  >
                    {header.column.getCanSort() ? (
                      <button
                        type="button"
                        className="-my-1 rounded py-1 hover:text-ink"
                        onClick={header.column.getToggleSortingHandler()}
                      >
                        <table.FlexRender header={header} />
                        <span aria-hidden="true" className={sorted ? '' : 'invisible'}>
                          {sorted === 'desc' ? ' ↓' : ' ↑'}
                        </span>
                      </button>
                    ) : (
                      <span className={byId.get(header.column.id)?.quiet ? 'sr-only' : ''}>
                        <table.FlexRender header={header} />
                      </span>
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody onKeyDown={walkRows}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              className={`relative border-line border-b last:border-0 has-data-row-link:hover:bg-sunk/60 focus-within:bg-sunk/60 ${rowClass?.(row.original) ?? ''}`}
            >
              {row.getAllCells().map((cell) => (
                <td
                  key={cell.id}
                  className={`px-3.5 py-[9px] align-top max-sm:px-2.5 max-sm:first:pl-3.5 max-sm:last:pr-3.5 ${place(cell.column.id)}`}
                >
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
