import { useInfiniteQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { Lease, Ledger, LedgerLine } from '../../api/types';
import { formatAmount } from '../../format/money';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { Loaded } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';
import { DisputePanel } from '../collections/dispute-panel';
import { Charges } from './charges';
import { Explaining, WhyButton } from './explanation';
import { Paying } from './paying/paying';
import { PlanPanel } from './plans/plan-panel';
import { RefundPanel } from './plans/refund-panel';
import { Schedule } from './schedule';

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

/**
 * A lease's money from top to bottom: what comes, the ledger, then one panel for each subject (disputes, paying,
 * charges, plans, refunds): a new panel is one more line below. The ledger is newest first, each line with the balance after it; money not yet
 * safe stands apart.
 */
export function MoneyTab({ lease }: { lease: Lease }) {
  const may = useMay();
  const unsigned = lease.status === 'draft' || lease.status === 'out_for_signature';
  const asked = useInfiniteQuery({ ...queries.ledger(lease.id), enabled: may('ledger.read') && !unsigned });
  if (!may('ledger.read')) return <p className="text-ink-2">Your role does not include the ledger.</p>;
  if (unsigned) return <Schedule leaseId={lease.id} />;
  return (
    <Explaining>
      <div className="grid gap-4.5">
        <Schedule leaseId={lease.id} coming />
        <Card title="Ledger" aside="in transit is shown apart">
          <Loaded asked={asked} lines={7}>
            {({ pages }) => {
              const lines = pages.flatMap((page) => page.lines);
              return (
                <>
                  {pages[0] ? <InTransit ledger={pages[0]} /> : null}
                  {lines.length > 0 ? (
                    <DataTable label="Ledger" rows={lines} columns={columns} rowId={(line) => line.id} />
                  ) : (
                    <EmptyState title="Nothing posted yet">
                      The deposit and the first rent are posted when the lease is signed.
                    </EmptyState>
                  )}
                  {asked.hasNextPage ? (
                    <div className="border-line border-t p-2.5 text-center">
                      <Button look="quiet" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
                        Show older lines
                      </Button>
                    </div>
                  ) : null}
                </>
              );
            }}
          </Loaded>
        </Card>
        <DisputePanel leaseId={lease.id} />
        <Paying lease={lease} />
        <Charges leaseId={lease.id} />
        <PlanPanel lease={lease} />
        <RefundPanel lease={lease} />
      </div>
    </Explaining>
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
