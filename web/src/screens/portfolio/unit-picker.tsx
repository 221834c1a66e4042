import { useEffect, useRef } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import type { Unit } from '../../api/types';
import { formatMoney } from '../../format/money';
import type { ControlProps } from '../../ui/field';

/** A choice among units, grouped by property, each with its rent. `preset` is chosen once the units are there. */
export function UnitPicker({
  units,
  control,
  register: { ref, ...register },
  preset,
}: {
  units: { data: Unit[] | undefined; isPending: boolean; error: Error | null };
  control: ControlProps;
  register: UseFormRegisterReturn;
  preset?: string | undefined;
}) {
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (units.data && preset && select.current?.value === '') select.current.value = preset;
  }, [units.data, preset]);
  const groups = new Map<string, Unit[]>();
  for (const unit of units.data ?? [])
    groups.set(unit.property_name, [...(groups.get(unit.property_name) ?? []), unit]);
  const some = groups.size > 0 ? 'Choose…' : 'No vacant unit';
  const first = units.error ? 'The units could not be loaded' : units.isPending ? 'Loading…' : some;
  return (
    <select
      {...control}
      {...register}
      ref={(element) => {
        ref(element);
        select.current = element;
      }}
    >
      <option value="">{first}</option>
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
