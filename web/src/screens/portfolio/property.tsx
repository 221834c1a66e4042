import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { queries } from '../../api/queries';
import type { Property } from '../../api/types';
import { humanize, zoneWords } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState, Facts } from '../../ui/card';
import { Loaded, LoadedPage, PageHead } from '../../ui/page';
import { StateTag } from '../../ui/tag';
import { Money } from '../../ui/values';
import { OwnershipCard } from '../owners/ownership-card';
import { Photos } from './photos';
import { UnitTable } from './unit-table';

const route = getRouteApi('/app/properties/$propertyId');
const AddUnit = lazy(() => import('./add-unit'));
const EditProperty = lazy(() => import('./edit-property'));

export function PropertyPage() {
  const { propertyId } = route.useParams();
  return (
    <LoadedPage asked={useQuery(queries.property(propertyId))}>
      {(property) => <Shown property={property} />}
    </LoadedPage>
  );
}

function Shown({ property }: { property: Property }) {
  const units = useQuery(queries.unitsOf(property.id));
  const may = useMay();
  const [dialog, setDialog] = useState<'unit' | 'edit' | null>(null);
  const close = () => setDialog(null);
  const rent = (units.data ?? []).filter((u) => u.status === 'occupied').reduce((sum, u) => sum + u.rent_cents, 0);
  const { address } = property;
  return (
    <>
      <PageHead
        title={property.name}
        crumbs={[{ label: 'Portfolio', href: '/properties' }]}
        tags={<StateTag of="property" state={property.status} />}
        actions={
          may('properties.write') ? (
            <>
              <Button onClick={() => setDialog('edit')}>Edit</Button>
              <Button onClick={() => setDialog('unit')}>Add a unit</Button>
            </>
          ) : null
        }
      />
      <Facts
        facts={[
          {
            label: 'Address',
            value: (
              <b>
                {[address.line1, address.line2, address.city].filter(Boolean).join(', ')}, {address.state}{' '}
                {address.postal_code}
              </b>
            ),
          },
          { label: 'Kind', value: <b>{humanize(property.type)}</b> },
          { label: 'Let', value: <b>{`${property.occupied_count} of ${property.unit_count}`}</b> },
          {
            label: 'Rent a month',
            value: units.data ? (
              <b>
                <Money cents={rent} />
              </b>
            ) : (
              '…'
            ),
          },
          { label: 'Clock', value: <b>{zoneWords(property.time_zone)}</b> },
          ...(property.year_built ? [{ label: 'Built', value: <b>{property.year_built}</b> }] : []),
        ]}
      />
      <Photos images={property.images} place={{ property_id: property.id }} />
      <Card title="Units">
        <Loaded asked={units}>
          {(list) =>
            list.length > 0 ? (
              <UnitTable units={list} />
            ) : (
              <EmptyState title="No units yet">
                A house has one; an apartment house has one for each front door.
              </EmptyState>
            )
          }
        </Loaded>
      </Card>
      {may('owners.read') ? (
        <OwnershipCard propertyId={property.id} timeZone={property.time_zone} units={units.data ?? []} />
      ) : null}
      <Suspense fallback={null}>
        {dialog === 'unit' ? <AddUnit propertyId={property.id} onClose={close} /> : null}
        {dialog === 'edit' ? <EditProperty property={property} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
