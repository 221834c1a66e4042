import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../api/queries';
import type { Ledger, LedgerLine } from '../../api/types';
import { formatAmount } from '../../format/money';
import { Button } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { Loaded } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';
import { WhyButton } from './explanation';

const columns: Column<LedgerLine>[] = [
  { id: 'date', header: 'Date', from: 'sm', cell: (line) => <DateText at={line.effective_on} /> },
  {
    id: 'what',
    header: 'What',
    cell: (line) => (
      <>
        <span className="block text-ink-3 text-xs sm:hidden">
          <DateText at={line.effective_on} />
        </span>
        {line.subject_id?.startsWith('chg_') ? (
          <WhyButton charge={{ id: line.subject_id, label: line.description }} />
        ) : (
          line.description
        )}
        {line.detail ? <span className="block text-ink-3">{line.detail}</span> : null}
      </>
    ),
  },
  { id: 'amount', header: 'Amount', end: true, cell: (line) => formatAmount(line.amount_cents) },
  { id: 'balance', header: 'Balance', end: true, from: 'sm', cell: (line) => formatAmount(line.balance_cents) },
];

/** About half a year of an ordinary lease. */
const AT_FIRST = 10;

/** Every line of a lease's money, the newest first, each with the balance after it; what is not yet safe stands apart. */
export function LedgerCard({ leaseId }: { leaseId: string }) {
  const asked = useInfiniteQuery(queries.ledger(leaseId));
  const [all, setAll] = useState(false);
  return (
    <Card title="Ledger" aside="newest first, with the balance after each line">
      <Loaded asked={asked} lines={7}>
        {({ pages }) => {
          const lines = pages.flatMap((page) => page.lines);
          return (
            <>
              {pages[0] ? <InTransit ledger={pages[0]} /> : null}
              {lines.length > 0 ? (
                <DataTable
                  label="Ledger"
                  rows={all ? lines : lines.slice(0, AT_FIRST)}
                  columns={columns}
                  rowId={(line) => line.id}
                />
              ) : (
                <EmptyState title="Nothing posted yet">
                  The deposit and the first rent are posted when the lease is signed.
                </EmptyState>
              )}
              {(!all && lines.length > AT_FIRST) || asked.hasNextPage ? (
                <div className="border-line border-t p-2.5 text-center">
                  <Button
                    look="quiet"
                    busy={asked.isFetchingNextPage}
                    onClick={() => (all ? void asked.fetchNextPage() : setAll(true))}
                  >
                    Show older lines
                  </Button>
                </div>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function InTransit({ ledger }: { ledger: Ledger }) {
  if (ledger.in_transit.length === 0) return null;
  return (
    <ul aria-label="In transit" className="border-line border-b bg-blue-soft">
      {ledger.in_transit.map((item) => (
        <li key={item.payment_id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2.5">
          <Tag tone="transit">In transit</Tag>
          <span className="min-w-0 grow">
            {item.description}, <DateText at={item.since} brief />
            {item.safe_by ? (
              <span className="text-ink-2">
                {' '}
                · safe by <DateText at={item.safe_by} brief />
              </span>
            ) : null}
          </span>
          <Money cents={item.amount_cents} currency={ledger.currency} className="font-medium" />
        </li>
      ))}
    </ul>
  );
}
