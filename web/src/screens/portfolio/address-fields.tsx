import type { FieldErrors, Path, UseFormRegister } from 'react-hook-form';
import { type StateCode, US_STATES } from '../../format/us-states';
import { Field } from '../../ui/field';
import { rules } from '../../ui/form';

/** An address as it is typed. */
export type AddressDraft = {
  line1: string;
  line2: string;
  city: string;
  state: StateCode | '';
  postal_code: string;
};

/** Where a property stands. The form keeps it under `address`. */
export function AddressFields<V extends { address: AddressDraft }>({
  register,
  errors,
}: {
  register: UseFormRegister<V>;
  errors: FieldErrors<AddressDraft> | undefined;
}) {
  const name = (field: keyof AddressDraft) => `address.${field}` as Path<V>;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <Field label="Street address" error={errors?.line1?.message}>
          {(props) => (
            <input
              autoComplete="off"
              placeholder="418 Alder St"
              {...props}
              {...register(name('line1'), rules.required('Street and number'))}
            />
          )}
        </Field>
        <Field label="More of it" optional error={errors?.line2?.message}>
          {(props) => <input autoComplete="off" {...props} {...register(name('line2'))} />}
        </Field>
      </div>
      <div className="grid gap-3 sm:grid-cols-[1.4fr_1fr_0.8fr]">
        <Field label="City" error={errors?.city?.message}>
          {(props) => <input autoComplete="off" {...props} {...register(name('city'), rules.required('The city'))} />}
        </Field>
        <Field label="State" error={errors?.state?.message}>
          {(props) => (
            <select {...props} {...register(name('state'), rules.required('The state'))}>
              <option value="">Choose…</option>
              {US_STATES.map((state) => (
                <option key={state.value} value={state.value}>
                  {state.label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="ZIP code" error={errors?.postal_code?.message}>
          {(props) => (
            <input
              inputMode="numeric"
              autoComplete="off"
              {...props}
              {...register(name('postal_code'), {
                required: 'Five digits',
                pattern: { value: /^\d{5}(-\d{4})?$/, message: 'Five digits' },
              })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
