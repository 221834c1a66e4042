import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, EmptyState } from '../../ui/card';
import { type Column, rowLink } from '../../ui/data-table';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { Money } from '../../ui/values';
import { DepositClock } from './clock';
import { deposits, type ListedDeposit } from './queries';

const columns: Column<ListedDeposit>[] = [
  {
    id: 'home',
    header: 'Home',
    cell: (row) => (
      <Link
        to="/leases/$leaseId"
        params={{ leaseId: row.lease_id }}
        search={{ tab: 'money' }}
        data-row-link
        className={rowLink}
      >
        {row.address}
      </Link>
    ),
  },
  { id: 'tenants', header: 'Tenants', from: 'sm', cell: (row) => row.tenants.join(', ') },
  { id: 'clock', header: 'Back to the tenants', cell: (row) => <DepositClock deposit={row} /> },
  { id: 'held', header: 'Held', end: true, cell: (row) => <Money cents={row.held_cents} /> },
];

/** Every deposit with the law's clock, those that must be back soonest first. */
export function Deposits() {
  const asked = useInfiniteQuery(deposits());
  return (
    <>
      <PageHead
        title="Deposits"
        under="Your tenants’ money, apart from yours. Keep or return it on the lease’s money page."
      />
      <Card title="Deposits held">
        <PagedTable
          label="Deposits"
          asked={asked}
          columns={columns}
          empty={<EmptyState title="No deposits">A deposit stands here as soon as its money has come.</EmptyState>}
        />
      </Card>
    </>
  );
}
