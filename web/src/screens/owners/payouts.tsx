import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type OwnerPayout, ownerQueries, useMarkPaid } from '../../api/owners';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import type { Column } from '../../ui/data-table';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { Tag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';

const STATES = {
  created: ['wait', 'To be sent'],
  sending: ['transit', 'On its way'],
  unknown: ['bad', 'Being looked up'],
  paid: ['ok', 'Paid'],
  failed: ['bad', 'Failed: owed again'],
  returned: ['bad', 'Came back: owed again'],
} as const;

function StateOf({ payout }: { payout: OwnerPayout }) {
  const [tone, word] = STATES[payout.status];
  return (
    <>
      <Tag tone={tone}>{word}</Tag>
      {payout.failure_message === null ? null : <span className="block text-ink-2">{payout.failure_message}</span>}
    </>
  );
}

const columns: Column<OwnerPayout>[] = [
  {
    id: 'owner',
    header: 'Owner',
    cell: (p) => (
      <>
        <span className="font-medium">{p.owner_name}</span>
        <span className="block sm:hidden">
          <StateOf payout={p} />
        </span>
      </>
    ),
  },
  { id: 'begun', header: 'Begun', from: 'md', cell: (p) => <DateText at={p.created_at} /> },
  { id: 'state', header: 'State', from: 'sm', cell: (p) => <StateOf payout={p} /> },
  {
    id: 'amount',
    header: 'Amount',
    end: true,
    sort: (p) => p.amount_cents,
    cell: (p) => <Money cents={p.amount_cents} />,
  },
];

/** What was paid to owners, and what became of it. */
export function Payouts() {
  const may = useMay();
  const asked = useInfiniteQuery(ownerQueries.payouts());
  const { mutate } = useMarkPaid();
  const writes = may('payouts.write');
  const all = useMemo((): Column<OwnerPayout>[] => {
    if (!writes) return columns;
    const mark = (id: string) => mutate({ id }, { onSuccess: () => toast('Marked as sent'), onError: toastProblem });
    return [
      ...columns,
      {
        id: 'actions',
        header: 'Actions',
        quiet: true,
        end: true,
        cell: (p) =>
          p.method !== 'stripe' && p.status === 'created' ? (
            <Button small look="quiet" className="-my-1" onClick={() => mark(p.id)}>
              Mark as sent<span className="sr-only"> to {p.owner_name}</span>
            </Button>
          ) : null,
      },
    ];
  }, [writes, mutate]);
  return (
    <>
      <PageHead
        title="Payouts"
        under="Only money that came through is paid out: never what is on its way between banks, disputed, or a deposit."
      />
      <div className="card">
        <PagedTable
          label="Payouts"
          asked={asked}
          columns={all}
          empty={
            <EmptyState title="No payouts yet">Pay an owner from their page, once a statement is made.</EmptyState>
          }
        />
      </div>
    </>
  );
}
