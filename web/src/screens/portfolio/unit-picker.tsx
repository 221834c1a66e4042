import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import type { Unit } from '../../api/types';
import { formatMoney } from '../../format/money';
import { Field } from '../../ui/field';

/** A choice among units, grouped by property, each with its rent. What is chosen beforehand shows once the units are there. */
export function UnitPicker<V extends FieldValues>({
  label,
  units,
  control,
  name,
}: {
  label: string;
  units: { data: Unit[] | undefined; isPending: boolean; error: Error | null };
  control: Control<V>;
  name: FieldPath<V>;
}) {
  const { field, fieldState } = useController({ control, name, rules: { required: 'Which unit?' } });
  const groups = new Map<string, Unit[]>();
  for (const unit of units.data ?? [])
    groups.set(unit.property_name, [...(groups.get(unit.property_name) ?? []), unit]);
  const some = groups.size > 0 ? 'Choose…' : 'No vacant unit';
  const first = units.error ? 'The units could not be loaded' : units.isPending ? 'Loading…' : some;
  return (
    <Field label={label} error={fieldState.error?.message}>
      {(props) => (
        <select {...props} {...field}>
          <option value="">{first}</option>
          {[...groups].map(([property, list]) => (
            <optgroup key={property} label={property}>
              {list.map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {property}, {unit.number} · {formatMoney(unit.rent_cents, unit.currency)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
