import { Link } from '@tanstack/react-router';
import type { MaintenanceRequest } from '../../api/types';
import { type Column, DataTable, rowLink } from '../../ui/data-table';
import { StateTag } from '../../ui/tag';
import { DateText } from '../../ui/values';

/** The tenant's words, cut to a line. */
export const requestTitle = (text: string) => (text.length > 80 ? `${text.slice(0, 77).trimEnd()}…` : text);

const columns: Column<MaintenanceRequest>[] = [
  {
    id: 'what',
    header: 'Repair',
    cell: (r) => (
      <Link to="/maintenance/$requestId" params={{ requestId: r.id }} className={rowLink} data-row-link="">
        {requestTitle(r.description)}
      </Link>
    ),
  },
  { id: 'status', header: 'State', cell: (r) => <StateTag of="maintenance" state={r.status} /> },
  { id: 'since', header: 'Since', end: true, from: 'sm', cell: (r) => <DateText at={r.created_at} brief /> },
];

/** A short list of repairs. */
export function RequestList({ requests }: { requests: MaintenanceRequest[] }) {
  return <DataTable label="Repairs" rows={requests} columns={columns} rowId={(r) => r.id} />;
}
