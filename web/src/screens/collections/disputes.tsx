import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sentence } from '../../format/words';
import { Card, EmptyState } from '../../ui/card';
import { type Column, rowLink } from '../../ui/data-table';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';
import { DISPUTE_WORDS } from './dispute-panel';
import { type Dispute, disputes } from './queries';

function StateOf({ dispute: { status, is_contestable } }: { dispute: Dispute }) {
  const [tone, word] = DISPUTE_WORDS[status];
  return <Tag tone={tone}>{is_contestable ? word : 'Returned'}</Tag>;
}

const columns: Column<Dispute>[] = [
  {
    id: 'payment',
    header: 'Payment',
    cell: (row) => (
      <>
        {row.lease_id === null ? (
          <span className="font-medium">{row.home ?? 'Before a lease'}</span>
        ) : (
          <Link to="/leases/$leaseId" params={{ leaseId: row.lease_id }} data-row-link className={rowLink}>
            {row.home ?? 'The lease'}
          </Link>
        )}
        {row.payer === null ? null : <span className="block text-ink-2">{row.payer}</span>}
        <span className="block md:hidden">{sentence(row.meaning)}</span>
        <span className="block sm:hidden">
          <StateOf dispute={row} />
        </span>
      </>
    ),
  },
  { id: 'why', header: 'Why', from: 'md', cell: (row) => sentence(row.meaning) },
  { id: 'status', header: 'State', from: 'sm', cell: (row) => <StateOf dispute={row} /> },
  { id: 'opened', header: 'Opened', from: 'lg', cell: (row) => <DateText at={row.opened_at} /> },
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
