import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { queries } from '../../api/queries';
import type { Unit } from '../../api/types';
import { humanize } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button, ButtonLink } from '../../ui/button';
import { Card, EmptyState, Facts } from '../../ui/card';
import { Columns, Loaded, LoadedPage, PageHead } from '../../ui/page';
import { StateTag } from '../../ui/tag';
import { Money } from '../../ui/values';
import { LeaseTable } from '../leases/lease-table';
import { RequestList } from '../maintenance/request-list';
import { Photos } from './photos';
import { unitSize } from './unit-table';

const EditUnit = lazy(() => import('./edit-unit'));
const route = getRouteApi('/app/units/$unitId');

export function UnitPage() {
  const { unitId } = route.useParams();
  return <LoadedPage asked={useQuery(queries.unit(unitId))}>{(unit) => <Shown unit={unit} />}</LoadedPage>;
}

function Shown({ unit }: { unit: Unit }) {
  const leases = useQuery(queries.leasesOfUnit(unit.id));
  const repairs = useQuery(queries.maintenance({ unit_id: unit.id }));
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const free = unit.status === 'vacant';
  return (
    <>
      <PageHead
        title={`${unit.property_name}, ${unit.number}`}
        crumbs={[
          { label: 'Portfolio', href: '/properties' },
          { label: unit.property_name, href: `/properties/${unit.property_id}` },
        ]}
        tags={<StateTag of="unit" state={unit.status} />}
        actions={
          <>
            {may('properties.write') ? <Button onClick={() => setEditing(true)}>Edit</Button> : null}
            {free && may('leases.write') ? (
              <ButtonLink to="/leases" search={{ start: true, unit: unit.id }}>
                Start a lease
              </ButtonLink>
            ) : null}
            {free && may('applications.write') ? (
              <ButtonLink to="/applications" search={{ invite: true, unit: unit.id }} look="primary">
                New application link
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Facts
        facts={[
          {
            label: 'Rent',
            value: (
              <b>
                <Money cents={unit.rent_cents} currency={unit.currency} />
              </b>
            ),
          },
          {
            label: 'Deposit',
            value: (
              <b>
                <Money cents={unit.deposit_cents} currency={unit.currency} />
              </b>
            ),
          },
          { label: 'Size', value: <b>{unitSize(unit) || 'not told'}</b> },
          ...(unit.floor === null ? [] : [{ label: 'Floor', value: <b>{unit.floor}</b> }]),
          ...(unit.amenities.length > 0
            ? [{ label: 'With', value: <b>{unit.amenities.map(humanize).join(', ')}</b> }]
            : []),
        ]}
      />
      <Photos images={unit.images} place={{ unit_id: unit.id }} />
      <Columns>
        <Card title="Leases">
          <Loaded asked={leases}>
            {(list) =>
              list.length > 0 ? <LeaseTable leases={list} /> : <EmptyState title="Never let through Tenure" />
            }
          </Loaded>
        </Card>
        <Card title="Repairs">
          <Loaded asked={repairs}>
            {(list) => (list.length > 0 ? <RequestList requests={list} /> : <EmptyState title="No repairs" />)}
          </Loaded>
        </Card>
      </Columns>
      {editing ? (
        <Suspense fallback={null}>
          <EditUnit unit={unit} onClose={() => setEditing(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
