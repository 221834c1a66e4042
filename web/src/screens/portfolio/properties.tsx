import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { queries } from '../../api/queries';
import type { Property } from '../../api/types';
import { US_STATES } from '../../format/us-states';
import { humanize, PROPERTY_TYPES } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState, Skeleton } from '../../ui/card';
import { type Column, rowLink } from '../../ui/data-table';
import { ChoiceFilter, Filters, SearchFilter, Segmented } from '../../ui/filters';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { StateTag } from '../../ui/tag';
import { Money } from '../../ui/values';

const route = getRouteApi('/app/properties');
const PropertyMap = lazy(() => import('./property-map'));
const AddProperty = lazy(() => import('./add-property'));

const columns: Column<Property>[] = [
  {
    id: 'name',
    header: 'Property',
    sort: (p) => p.name,
    cell: (p) => (
      <>
        <Link to="/properties/$propertyId" params={{ propertyId: p.id }} className={rowLink} data-row-link="">
          {p.name}
        </Link>
        <span className="block text-ink-2">
          {p.address.line1}, {p.address.city}, {p.address.state} {p.address.postal_code}
        </span>
      </>
    ),
  },
  { id: 'type', header: 'Kind', from: 'md', sort: (p) => p.type, cell: (p) => humanize(p.type) },
  {
    id: 'units',
    header: 'Let',
    end: true,
    sort: (p) => (p.unit_count ? p.occupied_count / p.unit_count : 0),
    cell: (p) => `${p.occupied_count} of ${p.unit_count}`,
  },
  {
    id: 'rent',
    header: 'Rent from',
    end: true,
    from: 'sm',
    sort: (p) => p.min_rent_cents ?? 0,
    cell: (p) => (p.min_rent_cents === null ? '' : <Money cents={p.min_rent_cents} />),
  },
  { id: 'status', header: 'State', from: 'md', cell: (p) => <StateTag of="property" state={p.status} /> },
];

/** The portfolio, as a list or on a map. */
export function Properties() {
  const { view = 'list', add, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const asked = useInfiniteQuery(queries.properties(filters));
  const set = useCallback(
    (change: Record<string, unknown>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    [navigate],
  );
  const onSearch = useCallback((q: string | undefined) => set({ q }), [set]);
  const addButton = may('properties.write') ? (
    <Button look="primary" onClick={() => set({ add: true })}>
      Add a property
    </Button>
  ) : null;
  const filtered = Object.keys(filters).length > 0;
  return (
    <>
      <PageHead title="Portfolio" actions={addButton} />
      <Filters>
        <SearchFilter label="Name or address" value={filters.q} onChange={onSearch} />
        <ChoiceFilter
          label="State"
          all="Every state"
          value={filters.state}
          options={US_STATES}
          onChange={(state) => set({ state })}
        />
        <ChoiceFilter
          label="Kind"
          all="Every kind"
          value={filters.type}
          options={PROPERTY_TYPES}
          onChange={(type) => set({ type })}
        />
        <div className="grow" />
        <Segmented
          label="How to look at it"
          value={view}
          options={[
            { value: 'list', label: 'List' },
            { value: 'map', label: 'Map' },
          ]}
          onChange={(next) => set({ view: next === 'map' ? 'map' : undefined })}
        />
      </Filters>
      {view === 'map' ? (
        <Suspense fallback={<Skeleton lines={8} label="Loading the map" />}>
          <PropertyMap
            properties={(asked.data?.pages ?? []).flatMap((page) => page.data)}
            more={asked.hasNextPage}
            onMore={() => void asked.fetchNextPage()}
          />
        </Suspense>
      ) : (
        <div className="card">
          <PagedTable
            label="Properties"
            asked={asked}
            columns={columns}
            empty={
              filtered ? (
                <EmptyState
                  title="Nothing fits these filters"
                  action={<Button onClick={() => void navigate({ search: {} })}>Show everything</Button>}
                />
              ) : (
                <EmptyState title="No property yet" action={addButton}>
                  Add the first one with its units; the address finds its place on the map by itself.
                </EmptyState>
              )
            }
          />
        </div>
      )}
      {add ? (
        <Suspense fallback={null}>
          <AddProperty onClose={() => set({ add: undefined })} />
        </Suspense>
      ) : null}
    </>
  );
}
