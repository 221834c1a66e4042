import { Link } from '@tanstack/react-router';
import type { Lease } from '../../api/types';
import { listWords } from '../../format/words';
import { type Column, DataTable, rowLink } from '../../ui/data-table';
import { StateTag } from '../../ui/tag';
import { Balance, DateText, Money } from '../../ui/values';

/** The columns of any list of leases. */
export const leaseColumns: Column<Lease>[] = [
  {
    id: 'who',
    header: 'Lease',
    sort: (l) => listWords(l.tenants.map((t) => t.name)),
    cell: (l) => (
      <>
        <Link to="/leases/$leaseId" params={{ leaseId: l.id }} search={{}} className={rowLink} data-row-link="">
          {listWords(l.tenants.map((t) => t.name)) || 'No tenant yet'}
        </Link>
        <span className="block text-ink-2">{l.unit_label}</span>
      </>
    ),
  },
  { id: 'status', header: 'State', sort: (l) => l.status, cell: (l) => <StateTag of="lease" state={l.status} /> },
  {
    id: 'term',
    header: 'Term',
    from: 'lg',
    sort: (l) => l.starts_on,
    cell: (l) => (
      <span className="num">
        <DateText at={l.starts_on} /> – {l.ends_on ? <DateText at={l.ends_on} /> : 'open'}
      </span>
    ),
  },
  {
    id: 'rent',
    header: 'Rent',
    end: true,
    from: 'md',
    sort: (l) => l.rent_cents,
    cell: (l) => <Money cents={l.rent_cents} currency={l.currency} />,
  },
  {
    id: 'balance',
    header: 'Balance',
    end: true,
    from: 'sm',
    sort: (l) => l.balance_cents,
    cell: (l) => (
      <>
        <Balance cents={l.balance_cents} currency={l.currency} />
        {l.in_transit_cents > 0 ? (
          <span className="block text-blue text-xs">
            <Money cents={l.in_transit_cents} currency={l.currency} /> in transit
          </span>
        ) : null}
      </>
    ),
  },
];

/** A short list of leases. */
export function LeaseTable({ leases }: { leases: Lease[] }) {
  return (
    <DataTable label="Leases" rows={leases} columns={leaseColumns.filter((c) => c.id !== 'term')} rowId={(l) => l.id} />
  );
}
