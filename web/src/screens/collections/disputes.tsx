import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, EmptyState } from '../../ui/card';
import { type Column, rowLink } from '../../ui/data-table';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';
import { DISPUTE_WORDS } from './dispute-panel';
import { type Dispute, disputes } from './queries';

const columns: Column<Dispute>[] = [
  {
    id: 'why',
    header: 'Why',
    cell: (row) =>
      row.lease_id === null ? (
        row.meaning
      ) : (
        <Link to="/leases/$leaseId" params={{ leaseId: row.lease_id }} data-row-link className={rowLink}>
          {row.meaning}
        </Link>
      ),
  },
  {
    id: 'status',
    header: 'State',
    cell: (row) => {
      const [tone, word] = DISPUTE_WORDS[row.status];
      return <Tag tone={tone}>{row.is_contestable ? word : 'Returned'}</Tag>;
    },
  },
  { id: 'opened', header: 'Opened', from: 'sm', cell: (row) => <DateText at={row.opened_at} /> },
  {
    id: 'due',
    header: 'Answer by',
    from: 'md',
    cell: (row) => (row.evidence_due_at && row.closed_at === null ? <DateText at={row.evidence_due_at} /> : ''),
  },
  { id: 'amount', header: 'Amount', end: true, cell: (row) => <Money cents={row.amount_cents} /> },
];

/** Every dispute and late return, the newest first. */
export function Disputes() {
  const asked = useInfiniteQuery(disputes());
  return (
    <>
      <PageHead title="Disputes" under="What payers or their banks took back. Answer on the lease’s money page." />
      <Card title="Disputes and late returns">
        <PagedTable
          label="Disputes"
          asked={asked}
          columns={columns}
          empty={<EmptyState title="No disputes">What a bank takes back is listed here.</EmptyState>}
        />
      </Card>
    </>
  );
}
