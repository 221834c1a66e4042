import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import { Field } from '../../ui/field';
import { rules } from '../../ui/form';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { type Draft, FORMULAS } from './fee-draft';

export type Form = UseFormReturn<Draft>;
type At = { form: Form; at: 'own' | `overrides.${number}.fee` };

const OF = { monthly_rent: 'of the whole rent', past_due_rent: 'of what is late' };
const MOST_TIERS = 8;

/** The fields of one set of fees: that of all states, or that of one. */
export function FeeFields({ form, at }: At) {
  const kind = useWatch({ control: form.control, name: `${at}.kind` });
  const days = '0 to 60 days';
  const grace = { required: days, min: { value: 0, message: days }, max: { value: 60, message: days } };
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Late fee">
          {(props) => (
            <select {...props} {...form.register(`${at}.kind`)}>
              <Options of={FORMULAS} />
            </select>
          )}
        </Field>
        {kind === 'none' ? null : (
          <Field
            label="Days of grace"
            hint="5: rent due on the 1st may bear a fee from the 7th"
            error={errorAt(form, `${at}.grace_days`)}
          >
            {(props) => (
              <input type="number" min={0} max={60} {...props} {...form.register(`${at}.grace_days`, grace)} />
            )}
          </Field>
        )}
        <FormulaFields form={form} at={at} kind={kind} />
        <MoneyField form={form} name={`${at}.nsf`} label="For a returned payment" />
      </div>
      {kind === 'tiered' ? <Tiers form={form} at={at} /> : null}
    </>
  );
}

function FormulaFields({ form, at, kind }: At & { kind: Draft['own']['kind'] }) {
  const share = '0.01 to 50 percent';
  const percent = { required: share, min: { value: 0.01, message: share }, max: { value: 50, message: share } };
  switch (kind) {
    case 'none':
    case 'tiered':
      return null;
    case 'flat':
      return <MoneyField form={form} name={`${at}.amount`} label="Amount" />;
    case 'percent':
      return (
        <>
          <Field label="Percent" error={errorAt(form, `${at}.percent`)}>
            {(props) => <input inputMode="decimal" {...props} {...form.register(`${at}.percent`, percent)} />}
          </Field>
          <Field label="Of">
            {(props) => (
              <select {...props} {...form.register(`${at}.of`)}>
                <Options of={OF} />
              </select>
            )}
          </Field>
        </>
      );
    case 'daily':
      return (
        <>
          <MoneyField form={form} name={`${at}.amount`} label="At first" />
          <MoneyField form={form} name={`${at}.per_day`} label="For each further day" />
          <MoneyField form={form} name={`${at}.most`} label="At most" />
        </>
      );
  }
}

function Tiers({ form, at }: At) {
  const name = `${at}.tiers` as const;
  const rows = useFieldArray({ control: form.control, name });
  const last = rows.fields.length - 1;
  const day = '1 to 120';
  const days = { required: day, min: { value: 1, message: day }, max: { value: 120, message: day } };
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
          <Field label="From this many days late" error={errorAt(form, `${name}.${i}.from_days_late`)}>
            {(props) => (
              <input
                type="number"
                min={1}
                max={120}
                {...props}
                {...form.register(`${name}.${i}.from_days_late`, days)}
              />
            )}
          </Field>
          <MoneyField form={form} name={`${name}.${i}.amount`} label="The fee is" />
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

function MoneyField({ form, name, label }: { form: Form; name: MoneyName; label: string }) {
  return (
    <Field label={label} error={errorAt(form, name)}>
      {(props) => <input inputMode="decimal" {...props} {...form.register(name, rules.money('An amount, or 0'))} />}
    </Field>
  );
}

function errorAt(form: Form, name: Parameters<Form['register']>[0]): string | undefined {
  return form.getFieldState(name, form.formState).error?.message;
}

/** The choices of a list, each with its words. */
function Options({ of }: { of: Readonly<Record<string, string>> }) {
  return Object.entries(of).map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));
}
