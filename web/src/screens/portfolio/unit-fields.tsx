import type { FieldErrors, FieldPath, FieldValues, UseFormRegister } from 'react-hook-form';
import type { NewUnit } from '../../api/inputs';
import { Field } from '../../ui/field';
import { cents, rules } from '../../ui/form';

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
export function UnitFields<V extends FieldValues>({
  register,
  errors,
  at,
}: {
  register: UseFormRegister<V>;
  errors: FieldErrors<UnitDraft> | undefined;
  at: string;
}) {
  const name = (field: keyof UnitDraft) => `${at}${field}` as FieldPath<V>;
  return (
    <div className="grid grid-cols-2 gap-x-2.5 gap-y-3 sm:grid-cols-[1fr_1.2fr_1.2fr_0.8fr_0.8fr]">
      <Field label="Unit" error={errors?.number?.message}>
        {(props) => <input placeholder="2B" {...props} {...register(name('number'), rules.required('Its number'))} />}
      </Field>
      <Field label="Rent a month" error={errors?.rent_cents?.message}>
        {(props) => (
          <input
            inputMode="decimal"
            placeholder="1,850.00"
            {...props}
            {...register(name('rent_cents'), rules.money('The rent', { zero: false }))}
          />
        )}
      </Field>
      <Field label="Deposit" error={errors?.deposit_cents?.message}>
        {(props) => (
          <input
            inputMode="decimal"
            placeholder="0.00"
            {...props}
            {...register(name('deposit_cents'), {
              validate: (text: string) => text === '' || rules.money('').validate(text),
            })}
          />
        )}
      </Field>
      <Field label="Bedrooms" error={errors?.bedrooms?.message}>
        {(props) => <input type="number" min={0} max={20} {...props} {...register(name('bedrooms'))} />}
      </Field>
      <Field label="Baths" error={errors?.bathrooms?.message}>
        {(props) => <input type="number" min={0} max={20} step={0.5} {...props} {...register(name('bathrooms'))} />}
      </Field>
    </div>
  );
}
