import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { type StateCode, US_STATES } from '../../format/us-states';
import { SelectField, TextField } from '../../ui/inputs';

/** An address as it is typed. */
export type AddressDraft = {
  line1: string;
  line2: string;
  city: string;
  state: StateCode | '';
  postal_code: string;
};

const STATES = Object.fromEntries(US_STATES.map(({ value, label }) => [value, label]));

/** Where a property stands. The form keeps it under `address`. */
export function AddressFields<V extends FieldValues & { address: AddressDraft }>({ control }: { control: Control<V> }) {
  const name = (field: keyof AddressDraft) => `address.${field}` as FieldPath<V>;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <TextField
          control={control}
          name={name('line1')}
          label="Street address"
          placeholder="418 Alder St"
          required="Street and number"
        />
        <TextField control={control} name={name('line2')} label="More of it" optional />
      </div>
      <div className="grid gap-3 sm:grid-cols-[1.4fr_1fr_0.8fr]">
        <TextField control={control} name={name('city')} label="City" required="The city" />
        <SelectField
          control={control}
          name={name('state')}
          label="State"
          required="The state"
          empty="Choose…"
          options={STATES}
        />
        <TextField
          control={control}
          name={name('postal_code')}
          label="ZIP code"
          inputMode="numeric"
          required="Five digits"
          check={(typed) => /^\d{5}(-\d{4})?$/.test(typed) || 'Five digits'}
        />
      </div>
    </>
  );
}
