import { useFieldArray } from 'react-hook-form';
import { Field } from '../../../ui/field';
import { rules } from '../../../ui/form';
import { OneMore, RepeatedRow } from '../../../ui/repeated';
import { DUE_DATE_MOVES, newRecurring, type Part, PRORATIONS, RECURRING } from './draft';

const MOST = { recurring: 20, rent_steps: 24 };

/** What is due beside the rent and when it changes. */
export function ScheduleFields({ form }: Part) {
  const { register, formState } = form;
  const errors = formState.errors.payment_schedule;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="A part of a month counts" error={errors?.proration?.message}>
          {(props) => (
            <select {...props} {...register('payment_schedule.proration')}>
              <Options of={PRORATIONS} />
            </select>
          )}
        </Field>
        <Field label="A due day without banks" error={errors?.due_date_moves?.message}>
          {(props) => (
            <select {...props} {...register('payment_schedule.due_date_moves')}>
              <Options of={DUE_DATE_MOVES} />
            </select>
          )}
        </Field>
      </div>
      <RecurringFields form={form} />
      <StepFields form={form} />
    </>
  );
}

/** The choices of a list, each with its words. */
export function Options({ of }: { of: Readonly<Record<string, string>> }) {
  return Object.entries(of).map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));
}

function RecurringFields({ form: { control, register, formState } }: Part) {
  const name = 'payment_schedule.recurring';
  const rows = useFieldArray({ control, name });
  const errors = formState.errors.payment_schedule?.recurring;
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Charge ${i + 1}`}
          columns="sm:grid-cols-[1fr_1.2fr_1fr_1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <Field label="Every month" error={errors?.[i]?.kind?.message}>
            {(props) => (
              <select {...props} {...register(`${name}.${i}.kind`)}>
                <Options of={RECURRING} />
              </select>
            )}
          </Field>
          <Field label="As it is called" error={errors?.[i]?.label?.message}>
            {(props) => (
              <input maxLength={60} {...props} {...register(`${name}.${i}.label`, rules.required('Its name'))} />
            )}
          </Field>
          <Field label="Amount" error={errors?.[i]?.amount_cents?.message}>
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
          <Field label="Until" optional error={errors?.[i]?.ends_on?.message}>
            {(props) => <input type="date" {...props} {...register(`${name}.${i}.ends_on`)} />}
          </Field>
        </RepeatedRow>
      ))}
      <OneMore
        what="monthly charge"
        disabled={rows.fields.length >= MOST.recurring}
        onAdd={() => rows.append(newRecurring)}
      />
    </>
  );
}

function StepFields({ form: { control, register, formState } }: Part) {
  const name = 'payment_schedule.rent_steps';
  const rows = useFieldArray({ control, name });
  const errors = formState.errors.payment_schedule?.rent_steps;
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Rent change ${i + 1}`}
          columns="sm:grid-cols-[1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <Field label="From this day" error={errors?.[i]?.effective_on?.message}>
            {(props) => (
              <input type="date" {...props} {...register(`${name}.${i}.effective_on`, rules.required('The day'))} />
            )}
          </Field>
          <Field label="The rent is" error={errors?.[i]?.rent_cents?.message}>
            {(props) => (
              <input inputMode="decimal" {...props} {...register(`${name}.${i}.rent_cents`, rules.money('The rent'))} />
            )}
          </Field>
        </RepeatedRow>
      ))}
      <OneMore
        what="rent change"
        disabled={rows.fields.length >= MOST.rent_steps}
        onAdd={() => rows.append({ effective_on: '', rent_cents: '' })}
      />
    </>
  );
}
