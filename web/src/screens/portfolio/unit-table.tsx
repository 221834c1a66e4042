import { Link } from '@tanstack/react-router';
import type { Unit } from '../../api/types';
import { type Column, DataTable, rowLink } from '../../ui/data-table';
import { StateTag } from '../../ui/tag';
import { Money } from '../../ui/values';

/** Rooms and size in one short line: `2 bd · 1 ba · 740 sq ft`. */
export function unitSize(unit: Unit): string {
  return [
    unit.bedrooms === null ? '' : unit.bedrooms === 0 ? 'Studio' : `${unit.bedrooms} bd`,
    unit.bathrooms === null ? '' : `${unit.bathrooms} ba`,
    unit.square_feet === null ? '' : `${unit.square_feet.toLocaleString('en-US')} sq ft`,
  ]
    .filter(Boolean)
    .join(' · ');
}

const columns: Column<Unit>[] = [
  {
    id: 'number',
    header: 'Unit',
    sort: (u) => u.number,
    cell: (u) => (
      <>
        <Link to="/units/$unitId" params={{ unitId: u.id }} className={rowLink} data-row-link="">
          {u.number}
        </Link>
        <span className="block text-ink-2">{unitSize(u)}</span>
      </>
    ),
  },
  {
    id: 'amenities',
    header: 'With',
    from: 'lg',
    cell: (u) => <span className="text-ink-2">{u.amenities.slice(0, 4).join(', ').replaceAll('_', ' ')}</span>,
  },
  { id: 'status', header: 'State', sort: (u) => u.status, cell: (u) => <StateTag of="unit" state={u.status} /> },
  {
    id: 'rent',
    header: 'Rent',
    end: true,
    sort: (u) => u.rent_cents,
    cell: (u) => <Money cents={u.rent_cents} currency={u.currency} />,
  },
];

/** The units of a property. */
export function UnitTable({ units }: { units: Unit[] }) {
  return <DataTable label="Units" rows={units} columns={columns} rowId={(u) => u.id} />;
}
