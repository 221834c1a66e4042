import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type OwnerStatement, ownerQueries, usePayOwner } from '../../api/owners';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState, Facts } from '../../ui/card';
import type { Column } from '../../ui/data-table';
import { Columns, Loaded, LoadedPage, PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { toast, toastProblem } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';

const route = getRouteApi('/app/owners/$ownerId');

const columns: Column<OwnerStatement>[] = [
  { id: 'period', header: 'Month', cell: (s) => <span className="font-medium">{s.period}</span> },
  { id: 'collected', header: 'Collected', end: true, cell: (s) => <Money cents={s.collected_cents} /> },
  { id: 'fee', header: 'Fee', end: true, from: 'md', cell: (s) => <Money cents={s.management_fee_cents} /> },
  { id: 'expenses', header: 'Expenses', end: true, from: 'md', cell: (s) => <Money cents={s.expenses_cents} /> },
  { id: 'payable', header: 'Payable', end: true, cell: (s) => <Money cents={s.payable_cents} /> },
  {
    id: 'papers',
    header: 'Papers',
    quiet: true,
    end: true,
    cell: (s) =>
      s.pdf_document_id === null ? null : (
        <a className="link" href={`/v1/documents/${s.pdf_document_id}/download`}>
          PDF<span className="sr-only"> for {s.period}</span>
        </a>
      ),
  },
];

/** One owner: what they own, what they are owed, and their statements. */
export function OwnerPage() {
  const { ownerId } = route.useParams();
  const asked = useQuery(ownerQueries.owner(ownerId));
  const parts = useQuery(ownerQueries.ownership(ownerId));
  const money = useQuery(ownerQueries.money(ownerId));
  const statements = useInfiniteQuery(ownerQueries.statements(ownerId));
  const pay = usePayOwner();
  const may = useMay();
  const available = money.data?.available_cents ?? 0;
  const begin = () =>
    pay.mutate({ owner_id: ownerId }, { onSuccess: () => toast('The payout has begun'), onError: toastProblem });
  return (
    <LoadedPage asked={asked}>
      {(owner) => (
        <>
          <PageHead
            title={owner.name}
            under={owner.email}
            crumbs={[{ label: 'Owners', href: '/owners' }]}
            actions={
              may('payouts.write') && available > 0 ? (
                <Button look="primary" onClick={begin} disabled={pay.isPending}>
                  Pay what is owed
                </Button>
              ) : null
            }
          />
          <Columns>
            <Card title="Statements">
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
        </>
      )}
    </LoadedPage>
  );
}
