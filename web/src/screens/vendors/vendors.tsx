import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { queries } from '../../api/queries';
import { useUpdateVendor } from '../../api/repair-commands';
import type { Vendor } from '../../api/types';
import { today } from '../../format/dates';
import { formatPhone, humanize, TRADES } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import type { Column } from '../../ui/data-table';
import { ChoiceFilter, Filters } from '../../ui/filters';
import { PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { StateTag, Tag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';

const route = getRouteApi('/app/vendors');
const AddVendor = lazy(() => import('./add-vendor'));

function Insured({ until }: { until: string | null }) {
  if (!until) return <span className="text-ink-3">not told</span>;
  return until < today() ? <Tag tone="bad">Ran out</Tag> : <DateText at={until} />;
}

const columns: Column<Vendor>[] = [
  {
    id: 'name',
    header: 'Vendor',
    sort: (v) => v.name,
    cell: (v) => (
      <>
        <span className="font-medium">{v.name}</span>
        {v.in_house ? <span className="text-ink-3"> · own staff</span> : null}
        <span className="block text-ink-2">{v.trades.map(humanize).join(', ')}</span>
      </>
    ),
  },
  {
    id: 'contact',
    header: 'Reach',
    from: 'md',
    cell: (v) => (
      <>
        <a className="link block w-fit py-0.5" href={`tel:${v.phone}`}>
          {formatPhone(v.phone)}
        </a>
        <a className="link block w-fit py-0.5" href={`mailto:${v.email}`}>
          {v.email}
        </a>
      </>
    ),
  },
  {
    id: 'area',
    header: 'Area',
    from: 'lg',
    cell: (v) => (v.postal_code ? `${Math.round(v.service_radius_km)} km around ${v.postal_code}` : ''),
  },
  { id: 'insured', header: 'Insured until', from: 'lg', cell: (v) => <Insured until={v.insurance_expires_on} /> },
  {
    id: 'rate',
    header: 'An hour',
    end: true,
    from: 'sm',
    sort: (v) => v.hourly_rate_cents ?? 0,
    cell: (v) => (v.hourly_rate_cents === null ? '' : <Money cents={v.hourly_rate_cents} />),
  },
  {
    id: 'rating',
    header: 'Rating',
    end: true,
    from: 'md',
    sort: (v) => v.rating ?? 0,
    cell: (v) => (v.rating === null ? '' : v.rating.toFixed(1)),
  },
  { id: 'status', header: 'State', cell: (v) => <StateTag of="vendor" state={v.status} /> },
];

/** Who repairs: trades, area, price, and whether they are asked at present. */
export function Vendors() {
  const { trade, add } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const asked = useInfiniteQuery(queries.vendors({ trade }));
  const update = useUpdateVendor();
  const set = (change: Record<string, unknown>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const writes = may('vendors.write');
  const { mutate } = update;
  const all = useMemo((): Column<Vendor>[] => {
    if (!writes) return columns;
    const turn = (vendor: Vendor, status: 'active' | 'inactive', undoable: boolean) =>
      mutate(
        { id: vendor.id, status },
        {
          onSuccess: () =>
            toast(
              status === 'active' ? `${vendor.name} is asked again` : `${vendor.name} is no longer asked`,
              undoable ? { undo: () => turn(vendor, status === 'active' ? 'inactive' : 'active', false) } : {},
            ),
          onError: toastProblem,
        },
      );
    return [
      ...columns,
      {
        id: 'actions',
        header: 'Actions',
        quiet: true,
        end: true,
        cell: (vendor) => (
          <Button
            small
            look="quiet"
            onClick={() => turn(vendor, vendor.status === 'active' ? 'inactive' : 'active', true)}
          >
            {vendor.status === 'active' ? 'Pause' : 'Resume'}
            <span className="sr-only"> {vendor.name}</span>
          </Button>
        ),
      },
    ];
  }, [writes, mutate]);
  const addButton = writes ? (
    <Button look="primary" onClick={() => set({ add: true })}>
      Add a vendor
    </Button>
  ) : null;
  return (
    <>
      <PageHead title="Vendors" actions={addButton} />
      <Filters>
        <ChoiceFilter
          label="Trade"
          all="Every trade"
          value={trade}
          options={TRADES}
          onChange={(next) => set({ trade: next })}
        />
      </Filters>
      <div className="card">
        <PagedTable
          label="Vendors"
          asked={asked}
          columns={all}
          empty={
            <EmptyState title={trade ? 'None of this trade' : 'No vendors yet'} action={addButton}>
              When something breaks, those whose trade and area fit are asked by text message, one after the other.
            </EmptyState>
          }
        />
      </div>
      {add ? (
        <Suspense fallback={null}>
          <AddVendor onClose={() => set({ add: undefined })} />
        </Suspense>
      ) : null}
    </>
  );
}
