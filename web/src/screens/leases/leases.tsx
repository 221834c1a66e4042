import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { queries } from '../../api/queries';
import { stateChoices } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import { ChoiceFilter, Filters, SearchFilter } from '../../ui/filters';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { leaseColumns } from './lease-table';

const route = getRouteApi('/app/leases');
const StartLease = lazy(() => import('./start-lease'));

const STATES = stateChoices('lease');

/** Every lease, with what is owed. */
export function Leases() {
  const { status, q, start, unit, application } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const asked = useInfiniteQuery(queries.leases({ status, q }));
  const set = useCallback(
    (change: Record<string, unknown>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    [navigate],
  );
  const onSearch = useCallback((text: string | undefined) => set({ q: text }), [set]);
  const startButton = may('leases.write') ? (
    <Button look="primary" onClick={() => set({ start: true })}>
      Start a lease
    </Button>
  ) : null;
  return (
    <>
      <PageHead title="Leases" actions={startButton} />
      <Filters>
        <SearchFilter label="Name or address" value={q} onChange={onSearch} />
        <ChoiceFilter
          label="State"
          all="Every state"
          value={status}
          options={STATES}
          onChange={(next) => set({ status: next })}
        />
      </Filters>
      <div className="card">
        <PagedTable
          label="Leases"
          asked={asked}
          columns={leaseColumns}
          empty={
            status || q ? (
              <EmptyState
                title="Nothing fits these filters"
                action={<Button onClick={() => void navigate({ search: {} })}>Show everything</Button>}
              />
            ) : (
              <EmptyState title="No leases yet" action={startButton}>
                A lease starts from an approved application, or from here for people you already know.
              </EmptyState>
            )
          }
        />
      </div>
      {start ? (
        <Suspense fallback={null}>
          <StartLease
            unitId={unit}
            applicationId={application}
            onClose={() => set({ start: undefined, unit: undefined, application: undefined })}
          />
        </Suspense>
      ) : null}
    </>
  );
}
