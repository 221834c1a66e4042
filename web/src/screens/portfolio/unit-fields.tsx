import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import type { NewUnit } from '../../api/inputs';
import { cents } from '../../ui/form';
import { MoneyField, NumberField, TextField } from '../../ui/inputs';

/** A unit as it is typed: everything is text until it is sent. */
export type UnitDraft = {
  number: string;
  rent_cents: string;
  deposit_cents: string;
  bedrooms: string;
  bathrooms: string;
};

export const emptyUnit: UnitDraft = { number: '', rent_cents: '', deposit_cents: '', bedrooms: '', bathrooms: '' };

/** What was typed, as the API takes it. An empty deposit means none. */
export function toNewUnit(draft: UnitDraft): NewUnit {
  return {
    number: draft.number.trim(),
    rent_cents: cents(draft.rent_cents),
    deposit_cents: cents(draft.deposit_cents || '0'),
    ...(draft.bedrooms === '' ? {} : { bedrooms: Number(draft.bedrooms) }),
    ...(draft.bathrooms === '' ? {} : { bathrooms: Number(draft.bathrooms) }),
  };
}

/** The five fields of a unit. `at` is where it stands in the form (`units.0.`, or nothing). */
export function UnitFields<V extends FieldValues>({ control, at }: { control: Control<V>; at: string }) {
  const name = (field: keyof UnitDraft) => `${at}${field}` as FieldPath<V>;
  const rooms = { between: [0, 20] as [number, number], words: '0 to 20' };
  return (
    <div className="grid grid-cols-2 gap-x-2.5 gap-y-3 sm:grid-cols-[1fr_1.2fr_1.2fr_0.8fr_0.8fr]">
      <TextField control={control} name={name('number')} label="Unit" placeholder="2B" required="Its number" />
      <MoneyField
        control={control}
        name={name('rent_cents')}
        label="Rent a month"
        missing="The rent"
        placeholder="1,850.00"
      />
      <MoneyField control={control} name={name('deposit_cents')} label="Deposit" zero empty placeholder="0.00" />
      <NumberField control={control} name={name('bedrooms')} label="Bedrooms" {...rooms} />
      <NumberField control={control} name={name('bathrooms')} label="Baths" {...rooms} step={0.5} />
    </div>
  );
}
