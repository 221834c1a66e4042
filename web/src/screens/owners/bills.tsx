import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { type Bill, ownerQueries, useApproveBill, usePayBill } from '../../api/owners';
import { humanize } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import type { Column } from '../../ui/data-table';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { Tag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';

const NewBill = lazy(() => import('./new-bill'));
const TONES = { draft: 'plain', approved: 'wait', paid: 'ok', voided: 'bad' } as const;

function StateOf({ bill }: { bill: Bill }) {
  return <Tag tone={TONES[bill.status]}>{humanize(bill.status)}</Tag>;
}

const columns: Column<Bill>[] = [
  {
    id: 'payee',
    header: 'Bill',
    cell: (b) => (
      <>
        <span className="font-medium">{b.payee}</span>
        <span className="block text-ink-2">{b.description}</span>
        <span className="block sm:hidden">
          <StateOf bill={b} />
        </span>
      </>
    ),
  },
  {
    id: 'place',
    header: 'For',
    from: 'md',
    cell: (b) => (b.unit_number === null ? b.property_name : `${b.property_name}, ${b.unit_number}`),
  },
  { id: 'day', header: 'Day', from: 'md', cell: (b) => <DateText at={b.billed_on} /> },
  { id: 'state', header: 'State', from: 'sm', cell: (b) => <StateOf bill={b} /> },
  {
    id: 'amount',
    header: 'Amount',
    end: true,
    sort: (b) => b.amount_cents,
    cell: (b) => <Money cents={b.amount_cents} />,
  },
];

/** What properties cost: from a draft to a paid bill. */
export function Bills() {
  const may = useMay();
  const asked = useInfiniteQuery(ownerQueries.bills());
  const { mutate: approve } = useApproveBill();
  const { mutate: pay } = usePayBill();
  const [adding, setAdding] = useState(false);
  const writes = may('bills.write');
  const all = useMemo((): Column<Bill>[] => {
    if (!writes) return columns;
    const tell = (words: string) => ({ onSuccess: () => toast(words), onError: toastProblem });
    return [
      ...columns,
      {
        id: 'actions',
        header: 'Actions',
        quiet: true,
        end: true,
        cell: ({ id, status, payee }) => {
          if (status !== 'draft' && status !== 'approved') return null;
          const isDraft = status === 'draft';
          const press = () => (isDraft ? approve({ id }, tell('Approved')) : pay({ id }, tell('Marked as paid')));
          return (
            <Button small look="quiet" className="-my-1" onClick={press}>
              {isDraft ? 'Approve' : 'Mark as paid'}
              <span className="sr-only"> the bill of {payee}</span>
            </Button>
          );
        },
      },
    ];
  }, [writes, approve, pay]);
  return (
    <>
      <PageHead
        title="Bills"
        under="Owners bear a bill with their next statement once it is approved."
        actions={
          writes ? (
            <Button look="primary" onClick={() => setAdding(true)}>
              New bill
            </Button>
          ) : null
        }
      />
      <div className="card">
        <PagedTable
          label="Bills"
          asked={asked}
          columns={all}
          empty={<EmptyState title="No bills yet">Finished jobs with a price become drafts by themselves.</EmptyState>}
        />
      </div>
      <Suspense fallback={null}>{adding ? <NewBill onClose={() => setAdding(false)} /> : null}</Suspense>
    </>
  );
}
