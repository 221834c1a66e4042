import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { type Owner, type OwnerStatement, ownerQueries } from '../../api/owners';
import { formatMonth } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { formatPhone } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState, Facts } from '../../ui/card';
import type { Column } from '../../ui/data-table';
import { Columns, Loaded, LoadedPage, PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { DateText, Money } from '../../ui/values';
import { MonthBars } from './month-bars';
import { OwnerAccount } from './owner-account';

const PayOwner = lazy(() => import('./pay-owner'));
const EditOwner = lazy(async () => ({ default: (await import('./owner-form')).EditOwner }));

const route = getRouteApi('/app/owners/$ownerId');

const columns: Column<OwnerStatement>[] = [
  { id: 'period', header: 'Month', cell: (s) => <span className="font-medium">{formatMonth(s.period)}</span> },
  { id: 'collected', header: 'Collected', end: true, from: 'sm', cell: (s) => <Money cents={s.collected_cents} /> },
  { id: 'fee', header: 'Fee', end: true, from: 'md', cell: (s) => <Money cents={s.management_fee_cents} /> },
  { id: 'expenses', header: 'Expenses', end: true, from: 'md', cell: (s) => <Money cents={s.expenses_cents} /> },
  { id: 'payable', header: 'Payable', end: true, cell: (s) => <Money cents={s.payable_cents} /> },
  {
    id: 'papers',
    header: 'Papers',
    quiet: true,
    end: true,
    cell: (s) => (
      <span className="flex justify-end gap-3">
        <Paper id={s.pdf_document_id} kind="PDF" of={s} />
        <Paper id={s.csv_document_id} kind="CSV" of={s} />
      </span>
    ),
  },
];

function Paper({ id, kind, of }: { id: string | null; kind: 'PDF' | 'CSV'; of: OwnerStatement }) {
  if (id === null) return null;
  return (
    <a className="link" href={`/v1/documents/${id}/download`}>
      {kind}
      <span className="sr-only"> for {formatMonth(of.period)}</span>
    </a>
  );
}

/** One owner: what they own, what they are owed, and their statements. */
export function OwnerPage() {
  const { ownerId } = route.useParams();
  return (
    <LoadedPage asked={useQuery(ownerQueries.owner(ownerId))}>
      {(owner) => <Shown key={owner.id} owner={owner} />}
    </LoadedPage>
  );
}

function Shown({ owner }: { owner: Owner }) {
  const ownerId = owner.id;
  const parts = useQuery(ownerQueries.ownership(ownerId));
  const money = useQuery(ownerQueries.money(ownerId));
  const statements = useInfiniteQuery(ownerQueries.statements(ownerId));
  const may = useMay();
  const [dialog, setDialog] = useState<'pay' | 'edit' | null>(null);
  const close = () => setDialog(null);
  const available = money.data?.available_cents ?? 0;
  return (
    <>
      <PageHead
        title={owner.name}
        under={[owner.email, owner.phone ? formatPhone(owner.phone) : ''].filter(Boolean).join(' · ')}
        crumbs={[{ label: 'Owners', href: '/owners' }]}
        actions={
          <>
            {may('owners.write') ? <Button onClick={() => setDialog('edit')}>Edit</Button> : null}
            {may('payouts.write') && available > 0 ? (
              <Button look="primary" onClick={() => setDialog('pay')}>
                Pay {formatMoney(available)}
              </Button>
            ) : null}
          </>
        }
      />
      <Columns>
        <Card title="Statements">
          <MonthBars months={statements.data?.pages.flatMap(({ data }) => data) ?? []} />
          <PagedTable
            label="Statements"
            asked={statements}
            columns={columns}
            empty={<EmptyState title="No statements yet">The first comes after the month is over.</EmptyState>}
          />
        </Card>
        <div className="grid gap-4.5">
          <Card title="Money">
            <Loaded asked={money}>
              {(m) => (
                <div className="px-3.5 pt-3">
                  <Facts
                    even
                    facts={[
                      { label: 'Owed', value: <Money cents={m.payable_cents} /> },
                      { label: 'Went back to tenants since', value: <Money cents={m.held_back_cents} /> },
                      { label: 'May be paid now', value: <Money cents={m.available_cents} /> },
                      { label: 'Kept back', value: <Money cents={m.reserve_held_cents} /> },
                    ]}
                  />
                </div>
              )}
            </Loaded>
          </Card>
          {owner.payout_method === 'stripe' ? <OwnerAccount owner={owner} /> : null}
          <Card title="Owns">
            <Loaded asked={parts}>
              {(owned) =>
                owned.parts.length === 0 ? (
                  <p className="px-3.5 py-3 text-ink-2">Nothing yet.</p>
                ) : (
                  <ul className="grid gap-2 px-3.5 py-3">
                    {owned.parts.map((part) => (
                      <li key={`${part.property_id} ${part.unit_id} ${part.starts_on}`}>
                        {part.property_name}
                        {part.unit_number === null ? '' : `, ${part.unit_number}`}: {part.share_bps / 100}%{' '}
                        <span className="text-ink-2">
                          since <DateText at={part.starts_on} />
                          {part.ends_on === null ? null : (
                            <>
                              {' '}
                              until <DateText at={part.ends_on} />
                            </>
                          )}
                        </span>
                      </li>
                    ))}
                  </ul>
                )
              }
            </Loaded>
          </Card>
        </div>
      </Columns>
      <Suspense fallback={null}>
        {dialog === 'pay' ? <PayOwner owner={owner} availableCents={available} onClose={close} /> : null}
        {dialog === 'edit' ? <EditOwner owner={owner} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
