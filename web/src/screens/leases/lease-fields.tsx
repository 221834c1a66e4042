import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { DateField, EmailField, MoneyField, NumberField, TextField } from '../../ui/inputs';

/** The main terms of a lease, as they are typed. */
export type MainDraft = {
  starts_on: string;
  ends_on: string;
  rent_cents: string;
  deposit_cents: string;
  due_day: string;
};
type Of<V extends FieldValues> = { control: Control<V> };

/** The first and the last day of a lease; without a last one it goes from month to month. */
export function TermFields<V extends MainDraft & FieldValues>({ control }: Of<V>) {
  const name = (field: keyof MainDraft) => field as FieldPath<V>;
  return (
    <>
      <DateField control={control} name={name('starts_on')} label="First day" required="The first day" />
      <DateField
        control={control}
        name={name('ends_on')}
        label="Last day"
        optional
        hint="Empty: month to month"
        check={(day, all) => day === '' || day > all.starts_on || 'After the first day'}
      />
    </>
  );
}

/** The rent, the deposit, and the day of the month on which rent is due. */
export function RentFields<V extends MainDraft & FieldValues>({ control }: Of<V>) {
  const name = (field: keyof MainDraft) => field as FieldPath<V>;
  return (
    <>
      <MoneyField control={control} name={name('rent_cents')} label="Rent a month" missing="The rent" />
      <MoneyField control={control} name={name('deposit_cents')} label="Deposit" missing="The deposit, or 0" zero />
      <NumberField
        control={control}
        name={name('due_day')}
        label="Due on day"
        hint="29 to 31 fall on a short month's last day"
        between={[1, 31]}
        words="1 to 31"
        required="1 to 31"
      />
    </>
  );
}

/** Somebody who is written to: name, email, and a mobile where there is one. `at` is where they stand in the form. */
export function PersonFields<V extends FieldValues>({ control, at, label }: Of<V> & { at: string; label: string }) {
  const name = (field: string) => `${at}.${field}` as FieldPath<V>;
  return (
    <>
      <TextField control={control} name={name('name')} label={label} required="Their name" />
      <EmailField control={control} name={name('email')} label="Email" />
      <TextField control={control} name={name('phone')} label="Mobile" type="tel" optional />
    </>
  );
}
