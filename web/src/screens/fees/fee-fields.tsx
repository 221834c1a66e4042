import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import { MoneyField, NumberField, SelectField, TextField } from '../../ui/inputs';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { type Draft, FORMULAS } from './fee-draft';

export type Form = UseFormReturn<Draft>;
type At = { form: Form; at: 'own' | `overrides.${number}.fee` };

const OF = { monthly_rent: 'of the whole rent', past_due_rent: 'of what is late' };
const MOST_TIERS = 8;

/** The fields of one set of fees: that of all states, or that of one. */
export function FeeFields({ form, at }: At) {
  const { control } = form;
  const kind = useWatch({ control, name: `${at}.kind` });
  const days = '0 to 60 days';
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField control={control} name={`${at}.kind`} label="Late fee" options={FORMULAS} />
        {kind === 'none' ? null : (
          <NumberField
            control={control}
            name={`${at}.grace_days`}
            label="Days of grace"
            hint="5: rent due on the 1st may bear a fee from the 7th"
            between={[0, 60]}
            words={days}
            required={days}
          />
        )}
        <FormulaFields form={form} at={at} kind={kind} />
        <FeeField form={form} name={`${at}.nsf`} label="For a returned payment" />
      </div>
      {kind === 'tiered' ? <Tiers form={form} at={at} /> : null}
    </>
  );
}

function FormulaFields({ form, at, kind }: At & { kind: Draft['own']['kind'] }) {
  const share = '0.01 to 50 percent';
  const { control } = form;
  switch (kind) {
    case 'none':
    case 'tiered':
      return null;
    case 'flat':
      return <FeeField form={form} name={`${at}.amount`} label="Amount" />;
    case 'percent':
      return (
        <>
          <TextField
            control={control}
            name={`${at}.percent`}
            label="Percent"
            inputMode="decimal"
            required={share}
            check={(typed) => (Number(typed) >= 0.01 && Number(typed) <= 50) || share}
          />
          <SelectField control={control} name={`${at}.of`} label="Of" options={OF} />
        </>
      );
    case 'daily':
      return (
        <>
          <FeeField form={form} name={`${at}.amount`} label="At first" />
          <FeeField form={form} name={`${at}.per_day`} label="For each further day" />
          <FeeField form={form} name={`${at}.most`} label="At most" />
        </>
      );
  }
}

function Tiers({ form, at }: At) {
  const name = `${at}.tiers` as const;
  const rows = useFieldArray({ control: form.control, name });
  const last = rows.fields.length - 1;
  const days = '1 to 120';
  return (
    <>
      <p className="text-ink-2 text-sm">Each step is the whole fee from that day on, not one more beside the last.</p>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Step ${i + 1}`}
          columns="sm:grid-cols-[1fr_1fr_auto]"
          onRemove={last === 0 ? null : () => rows.remove(i)}
        >
          <NumberField
            control={form.control}
            name={`${name}.${i}.from_days_late`}
            label="From this many days late"
            between={[1, 120]}
            words={days}
            required={days}
          />
          <FeeField form={form} name={`${name}.${i}.amount`} label="The fee is" />
        </RepeatedRow>
      ))}
      <OneMore
        what="step"
        disabled={rows.fields.length >= MOST_TIERS}
        onAdd={() => rows.append({ from_days_late: '', amount: '' })}
      />
    </>
  );
}

type OfFees = At['at'];
type MoneyName = `${OfFees}.${'amount' | 'per_day' | 'most' | 'nsf'}` | `${OfFees}.tiers.${number}.amount`;

/** An amount that may be nothing. */
function FeeField({ form, name, label }: { form: Form; name: MoneyName; label: string }) {
  return <MoneyField control={form.control} name={name} label={label} missing="An amount, or 0" zero />;
}
