import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type Owner, ownerQueries, useMakeStatements } from '../../api/owners';
import { formatMonth, today } from '../../format/dates';
import { useMay, useSession } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import { type Column, rowLink } from '../../ui/data-table';
import { HrefLink } from '../../ui/href-link';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { toast, toastProblem } from '../../ui/toast';
import { Money } from '../../ui/values';

const NewOwner = lazy(async () => ({ default: (await import('./owner-form')).NewOwner }));
const HOW = { stripe: 'Stripe', ach: 'Bank transfer', check: 'Check' } as const;

const columns: Column<Owner>[] = [
  {
    id: 'name',
    header: 'Owner',
    sort: (o) => o.name,
    cell: (o) => (
      <>
        <HrefLink data-row-link className={rowLink} href={`/owners/${o.id}`}>
          {o.name}
        </HrefLink>
        <span className="block text-ink-2">{o.email}</span>
      </>
    ),
  },
  {
    id: 'how',
    header: 'Paid by',
    from: 'md',
    cell: (o) => (
      <>
        {HOW[o.payout_method]}
        {o.payout_method === 'stripe' && !o.can_receive_transfers ? (
          <span className="block text-ink-2">not signed up yet</span>
        ) : null}
      </>
    ),
  },
  {
    id: 'held',
    header: 'Kept back',
    end: true,
    from: 'md',
    cell: (o) => <Money cents={o.reserve_held_cents} />,
  },
  {
    id: 'owed',
    header: 'Owed',
    end: true,
    sort: (o) => o.payable_cents,
    cell: (o) => <Money cents={o.payable_cents} />,
  },
];

/** The month before the present one, `YYYY-MM`. */
function lastMonth(zone: string | undefined): string {
  const [year = 0, month = 1] = today(zone).split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** For whom property is managed, and what is owed to them. */
export function Owners() {
  const may = useMay();
  const asked = useInfiniteQuery(ownerQueries.owners());
  const make = useMakeStatements();
  const [adding, setAdding] = useState(false);
  const period = lastMonth(useSession()?.organization.time_zone);
  const begin = () =>
    make.mutate(
      { period },
      { onSuccess: () => toast(`The statements for ${formatMonth(period)} are being made`), onError: toastProblem },
    );
  return (
    <>
      <PageHead
        title="Owners"
        under="Statements are made on the 5th of each month by themselves."
        actions={
          may('owners.write') ? (
            <>
              <Button onClick={begin} disabled={make.isPending}>
                Make last month’s statements
              </Button>
              <Button look="primary" onClick={() => setAdding(true)}>
                Add an owner
              </Button>
            </>
          ) : null
        }
      />
      <div className="card">
        <PagedTable
          label="Owners"
          asked={asked}
          columns={columns}
          empty={
            <EmptyState title="No owners yet">
              Where you manage for others, they get their part of the rent with a statement every month.
            </EmptyState>
          }
        />
      </div>
      <Suspense fallback={null}>{adding ? <NewOwner onClose={() => setAdding(false)} /> : null}</Suspense>
    </>
  );
}
