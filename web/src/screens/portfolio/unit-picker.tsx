import type { UseFormRegisterReturn } from 'react-hook-form';
import type { Unit } from '../../api/types';
import { formatMoney } from '../../format/money';
import type { ControlProps } from '../../ui/field';

/** A choice among units, grouped by property, each with its rent. */
export function UnitPicker({
  units,
  control,
  register,
}: {
  units: { data: Unit[] | undefined; isPending: boolean; error: Error | null };
  control: ControlProps;
  register: UseFormRegisterReturn;
}) {
  const groups = new Map<string, Unit[]>();
  for (const unit of units.data ?? [])
    groups.set(unit.property_name, [...(groups.get(unit.property_name) ?? []), unit]);
  const none = units.error
    ? 'The units could not be loaded'
    : units.isPending
      ? 'Loading…'
      : groups.size > 0
        ? 'Choose…'
        : 'No vacant unit';
  return (
    // The key re-mounts the list once the units are there, so that a preset choice is shown.
    <select key={units.data ? 'ready' : 'waiting'} {...control} {...register}>
      <option value="">{none}</option>
      {[...groups].map(([name, list]) => (
        <optgroup key={name} label={name}>
          {list.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {name}, {unit.number} · {formatMoney(unit.rent_cents, unit.currency)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
