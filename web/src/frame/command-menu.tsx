import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { queries } from '../api/queries';
import { formatMoney } from '../format/money';
import { listWords, stateWord } from '../format/words';
import { PLACES } from './places';
import { useMay } from './session';

type Item = { value: string; label: string; hint: string; href: string };
type Group = { value: string; items: Item[] };

/** What one can do from anywhere, and what one must be allowed for it. */
const ACTIONS = [
  { label: 'New application link', href: '/applications?invite=true', needs: 'applications.write' },
  { label: 'Add a property', href: '/properties?add=true', needs: 'properties.write' },
  { label: 'Start a lease', href: '/leases?start=true', needs: 'leases.write' },
  { label: 'Dry run of the rent', href: '/rent-runs?dry=true', needs: 'rent_runs.write' },
  { label: 'Report a repair', href: '/maintenance?report=true', needs: 'maintenance.write' },
  { label: 'Add a vendor', href: '/vendors?add=true', needs: 'vendors.write' },
] as const;

function useGroups(): Group[] {
  const may = useMay();
  const properties = useQuery(queries.allProperties()).data;
  const leases = useInfiniteQuery(queries.leases()).data;
  const applications = useInfiniteQuery({ ...queries.applications(), enabled: may('applications.read') }).data;
  return useMemo(() => {
    const places = PLACES.flat().filter((place) => !place.needs || may(place.needs));
    const groups: Group[] = [
      {
        value: 'Go to',
        items: places.map((p) => ({ value: `go ${p.label}`, label: p.label, hint: '', href: String(p.to) })),
      },
      {
        value: 'Do',
        items: ACTIONS.filter((a) => may(a.needs)).map((a) => ({
          value: `do ${a.label}`,
          label: a.label,
          hint: '',
          href: a.href,
        })),
      },
      {
        value: 'Leases',
        items: (leases?.pages ?? []).flatMap((page) =>
          page.data.map((lease) => ({
            value: `${listWords(lease.tenants.map((t) => t.name))} ${lease.unit_label} ${lease.id}`,
            label: listWords(lease.tenants.map((t) => t.name)),
            hint: `${lease.unit_label} · ${formatMoney(lease.rent_cents, lease.currency)}`,
            href: `/leases/${lease.id}`,
          })),
        ),
      },
      {
        value: 'Applications',
        items: (applications?.pages ?? []).flatMap((page) =>
          page.data.map((application) => ({
            value: `${listWords(application.names)} ${application.unit_label} ${application.id}`,
            label: listWords(application.names),
            hint: `${application.unit_label} · ${stateWord('application', application.status).word}`,
            href: `/applications/${application.id}`,
          })),
        ),
      },
      {
        value: 'Properties',
        items: (properties ?? []).map((property) => ({
          value: `${property.name} ${property.address.line1} ${property.address.city} ${property.id}`,
          label: property.name,
          hint: `${property.address.city}, ${property.address.state}`,
          href: `/properties/${property.id}`,
        })),
      },
    ];
    return groups.filter((group) => group.items.length > 0);
  }, [may, properties, leases, applications]);
}

/** Go to anything, do anything: type, arrow, Enter. */
export default function CommandMenu({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const groups = useGroups();
  const go = (item: Item) => {
    onClose();
    router.history.push(item.href);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup
          aria-label="Go to anything"
          className="card -translate-x-1/2 fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[min(36rem,calc(100vw-1.5rem))] flex-col overflow-hidden shadow-float"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            limit={40}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(item: Item) => item.value}
          >
            <Autocomplete.Input
              aria-label="Where to"
              placeholder="A person, a street, a place, a thing to do"
              className="border-line border-b bg-transparent px-4 py-3.5 text-[15px] outline-none"
            />
            <div className="min-h-0 grow overflow-y-auto p-1.5">
              <Autocomplete.Empty>
                <p className="px-2.5 py-4 text-ink-2 empty:hidden">Nothing by that name.</p>
              </Autocomplete.Empty>
              <Autocomplete.List>
                {(group: Group) => (
                  <Autocomplete.Group key={group.value} items={group.items} className="pb-1.5">
                    <Autocomplete.GroupLabel className="px-2.5 pt-1.5 pb-1 text-ink-3 text-xs">
                      {group.value}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(item: Item) => (
                        <Autocomplete.Item
                          key={item.value}
                          value={item}
                          onClick={() => go(item)}
                          className="flex cursor-default items-baseline gap-3 rounded-md px-2.5 py-1.5 outline-none data-highlighted:bg-green-soft"
                        >
                          <span className="font-medium">{item.label}</span>
                          <span className="num ml-auto truncate text-ink-2 text-xs">{item.hint}</span>
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
