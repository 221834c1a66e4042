import { useFieldArray, useWatch } from 'react-hook-form';
import { Field } from '../../../ui/field';
import { rules } from '../../../ui/form';
import { OneMore, RepeatedRow } from '../../../ui/repeated';
import { newConcession, type Part } from './draft';
import { Options } from './schedule-fields';

const MOST = 12;
const KINDS = { percent: 'Percent off', amount: 'An amount off' };

/** What makes rent less for a time: concessions month by month, and credits used up once. */
export function ReliefFields({ form }: Part) {
  return (
    <>
      <Concessions form={form} />
      <Credits form={form} />
    </>
  );
}

function Concessions({ form }: Part) {
  const { control, register, formState } = form;
  const name = 'payment_schedule.concessions';
  const rows = useFieldArray({ control, name });
  const values = useWatch({ control, name });
  const errors = formState.errors.payment_schedule?.concessions;
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Concession ${i + 1}`}
          columns="sm:grid-cols-[1.2fr_1fr_0.8fr_1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <Field label="Concession" error={errors?.[i]?.label?.message}>
            {(props) => (
              <input maxLength={60} {...props} {...register(`${name}.${i}.label`, rules.required('Its name'))} />
            )}
          </Field>
          <Field label="Every month" error={errors?.[i]?.kind?.message}>
            {(props) => (
              <select {...props} {...register(`${name}.${i}.kind`)}>
                <Options of={KINDS} />
              </select>
            )}
          </Field>
          <ConcessionAmount form={form} i={i} isPercent={values[i]?.kind === 'percent'} />
          <Field label="From" error={errors?.[i]?.starts_on?.message}>
            {(props) => (
              <input type="date" {...props} {...register(`${name}.${i}.starts_on`, rules.required('The day'))} />
            )}
          </Field>
          <Field label="Until" error={errors?.[i]?.ends_on?.message}>
            {(props) => (
              <input
                type="date"
                {...props}
                {...register(`${name}.${i}.ends_on`, {
                  required: 'The day',
                  validate: (day, all) =>
                    day >= (all.payment_schedule.concessions[i]?.starts_on ?? '') || 'Not before it begins',
                })}
              />
            )}
          </Field>
        </RepeatedRow>
      ))}
      <OneMore
        what="concession on the rent"
        disabled={rows.fields.length >= MOST}
        onAdd={() => rows.append(newConcession)}
      />
    </>
  );
}

function ConcessionAmount({ form: { register, formState }, i, isPercent }: Part & { i: number; isPercent: boolean }) {
  const errors = formState.errors.payment_schedule?.concessions?.[i];
  const share = '0.01 to 100 percent';
  const percent = { required: share, min: { value: 0.01, message: share }, max: { value: 100, message: share } };
  return isPercent ? (
    <Field label="Percent" error={errors?.basis_points?.message}>
      {(props) => (
        <input
          inputMode="decimal"
          {...props}
          {...register(`payment_schedule.concessions.${i}.basis_points`, percent)}
        />
      )}
    </Field>
  ) : (
    <Field label="Amount" error={errors?.monthly_cents?.message}>
      {(props) => (
        <input
          inputMode="decimal"
          {...props}
          {...register(`payment_schedule.concessions.${i}.monthly_cents`, rules.money('The amount'))}
        />
      )}
    </Field>
  );
}

function Credits({ form: { control, register, formState } }: Part) {
  const name = 'payment_schedule.credits';
  const rows = useFieldArray({ control, name });
  const errors = formState.errors.payment_schedule?.credits;
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Credit ${i + 1}`}
          columns="sm:grid-cols-[1.2fr_1fr_1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <Field label="Credit" error={errors?.[i]?.label?.message}>
            {(props) => (
              <input maxLength={60} {...props} {...register(`${name}.${i}.label`, rules.required('Its name'))} />
            )}
          </Field>
          <Field label="Amount, once" error={errors?.[i]?.amount_cents?.message}>
            {(props) => (
              <input
                inputMode="decimal"
                {...props}
                {...register(`${name}.${i}.amount_cents`, rules.money('The amount'))}
              />
            )}
          </Field>
          <Field label="From" optional error={errors?.[i]?.starts_on?.message}>
            {(props) => <input type="date" {...props} {...register(`${name}.${i}.starts_on`)} />}
          </Field>
          <Field label="Used up by" error={errors?.[i]?.expires_on?.message}>
            {(props) => (
              <input type="date" {...props} {...register(`${name}.${i}.expires_on`, rules.required('The day'))} />
            )}
          </Field>
        </RepeatedRow>
      ))}
      <OneMore
        what="credit"
        disabled={rows.fields.length >= MOST}
        onAdd={() => rows.append({ label: 'Credit', amount_cents: '', starts_on: '', expires_on: '' })}
      />
    </>
  );
}
