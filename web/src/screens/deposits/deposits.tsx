import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/card';
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

const PARTS = [
  { status: 'due', title: 'To be given back', empty: 'Nothing must be back now.' },
  { status: 'held', title: 'Held', empty: 'A deposit stands here as soon as its money has come.' },
  { status: 'settled', title: 'Accounted for', empty: 'Nothing yet.' },
] as const;

/** Every deposit with the law's clock: those that must be back, soonest first, then the rest. */
export function Deposits() {
  return (
    <>
      <PageHead
        title="Deposits"
        under="Your tenants’ money, apart from yours. Keep or return it on the lease’s money page."
      />
      <div className="grid gap-4.5">
        {PARTS.map((part) => (
          <Part key={part.status} {...part} />
        ))}
      </div>
    </>
  );
}

function Part({ status, title, empty }: (typeof PARTS)[number]) {
  const asked = useInfiniteQuery(deposits(status));
  return (
    <Card title={title}>
      <PagedTable
        label={title}
        asked={asked}
        columns={columns}
        {...(status === 'settled' ? { atFirst: 6 } : {})}
        empty={<p className="px-3.5 py-3 text-ink-2">{empty}</p>}
      />
    </Card>
  );
}
