import type { ApplicantSteps } from '../../../domain/application-steps';
import { LongField, SelectField, TextField } from '../kernel/forms';
import type { Shown } from '../kernel/link-page';
import { APPLY } from './words';

/** A step's form, filled with what was saved before. */
export type StepFormProps = { visit: Shown; steps: ApplicantSteps; hasSecret: boolean };

/** Who somebody is; what is sealed is never shown again. */
export function IdentityFields({ visit, steps: { identity }, hasSecret }: StepFormProps) {
  const { locale } = visit;
  const name = { visit, required: true, maxLength: 80 };
  return (
    <>
      <p className="muted">{APPLY.legal[locale]}</p>
      <TextField
        {...name}
        name="first_name"
        label={APPLY.firstName[locale]}
        autoComplete="given-name"
        defaultValue={identity?.first_name}
      />
      <TextField
        {...name}
        name="middle_name"
        label={APPLY.middleName[locale]}
        required={false}
        autoComplete="additional-name"
        defaultValue={identity?.middle_name}
      />
      <TextField
        {...name}
        name="last_name"
        label={APPLY.lastName[locale]}
        autoComplete="family-name"
        defaultValue={identity?.last_name}
      />
      <TextField
        visit={visit}
        name="postal_code"
        label={APPLY.postalCode[locale]}
        required
        inputMode="numeric"
        pattern="[0-9]{5}"
        autoComplete="postal-code"
        defaultValue={identity?.postal_code}
      />
      {hasSecret ? <p className="small">{APPLY.kept[locale]}</p> : null}
      <TextField
        visit={visit}
        name="date_of_birth"
        label={APPLY.birth[locale]}
        type="date"
        required={!hasSecret}
        autoComplete="bday"
      />
      <TextField
        visit={visit}
        name="ssn_last4"
        label={APPLY.ssn[locale]}
        hint={APPLY.ssnHint[locale]}
        type="password"
        required={!hasSecret}
        inputMode="numeric"
        pattern="[0-9]{4}"
        maxLength={4}
        autoComplete="off"
      />
    </>
  );
}

/** What somebody lives on. */
export function IncomeFields({ visit, steps: { income } }: StepFormProps) {
  const { locale } = visit;
  const kinds = ['employed', 'self_employed', 'retired', 'student', 'other'] as const;
  const options = kinds.map((value) => ({ value, label: APPLY[value][locale] }));
  const money = { visit, hint: APPLY.dollars[locale], inputMode: 'decimal' as const };
  return (
    <>
      <SelectField
        visit={visit}
        name="employment"
        label={APPLY.employment[locale]}
        options={options}
        defaultValue={income?.employment}
      />
      <TextField
        visit={visit}
        name="employer"
        label={APPLY.employer[locale]}
        maxLength={120}
        defaultValue={income?.employer}
      />
      <TextField
        {...money}
        name="monthly_income_cents"
        label={APPLY.monthlyIncome[locale]}
        required
        defaultValue={dollars(income?.monthly_income_cents)}
      />
      <TextField
        {...money}
        name="other_income_cents"
        label={APPLY.otherIncome[locale]}
        defaultValue={dollars(income?.other_income_cents)}
      />
    </>
  );
}

/** Where somebody lives now. */
export function ResidenceFields({ visit, steps: { residence } }: StepFormProps) {
  const { locale } = visit;
  return (
    <>
      <TextField
        visit={visit}
        name="address"
        label={APPLY.address[locale]}
        required
        maxLength={200}
        autoComplete="street-address"
        defaultValue={residence?.address}
      />
      <TextField
        visit={visit}
        name="city"
        label={APPLY.city[locale]}
        required
        maxLength={80}
        autoComplete="address-level2"
        defaultValue={residence?.city}
      />
      <TextField
        visit={visit}
        name="state"
        label={APPLY.state[locale]}
        required
        pattern="[A-Za-z]{2}"
        maxLength={2}
        autoComplete="address-level1"
        defaultValue={residence?.state}
      />
      <TextField
        visit={visit}
        name="postal_code"
        label={APPLY.zip[locale]}
        required
        inputMode="numeric"
        pattern="[0-9]{5}"
        autoComplete="postal-code"
        defaultValue={residence?.postal_code}
      />
      <TextField
        visit={visit}
        name="since"
        label={APPLY.since[locale]}
        hint={APPLY.sinceHint[locale]}
        type="month"
        required
        pattern="[0-9]{4}-[0-9]{2}"
        defaultValue={residence?.since}
      />
      <TextField
        visit={visit}
        name="landlord_name"
        label={APPLY.landlordName[locale]}
        maxLength={120}
        defaultValue={residence?.landlord_name}
      />
      <TextField
        visit={visit}
        name="landlord_phone"
        label={APPLY.landlordPhone[locale]}
        type="tel"
        maxLength={40}
        defaultValue={residence?.landlord_phone}
      />
      <LongField
        visit={visit}
        name="reason"
        label={APPLY.reason[locale]}
        maxLength={300}
        defaultValue={residence?.reason}
      />
    </>
  );
}

/** Cents as they are typed in: `4200` or `4200.50`. */
function dollars(amount: number | undefined): string | undefined {
  if (amount === undefined) return undefined;
  return amount % 100 === 0 ? String(amount / 100) : (amount / 100).toFixed(2);
}
