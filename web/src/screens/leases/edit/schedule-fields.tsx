import { useFieldArray } from 'react-hook-form';
import { DateField, MoneyField, SelectField, TextField } from '../../../ui/inputs';
import { OneMore, RepeatedRow } from '../../../ui/repeated';
import { DUE_DATE_MOVES, newRecurring, type Part, PRORATIONS, RECURRING } from './draft';

const MOST = { recurring: 20, rent_steps: 24 };

/** What is due beside the rent and when it changes. */
export function ScheduleFields({ control }: Part) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          control={control}
          name="payment_schedule.proration"
          label="A part of a month counts"
          options={PRORATIONS}
        />
        <SelectField
          control={control}
          name="payment_schedule.due_date_moves"
          label="A due day without banks"
          options={DUE_DATE_MOVES}
        />
      </div>
      <RecurringFields control={control} />
      <StepFields control={control} />
    </>
  );
}

function RecurringFields({ control }: Part) {
  const name = 'payment_schedule.recurring';
  const rows = useFieldArray({ control, name });
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Charge ${i + 1}`}
          columns="sm:grid-cols-[1fr_1.2fr_1fr_1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <SelectField control={control} name={`${name}.${i}.kind`} label="Every month" options={RECURRING} />
          <TextField
            control={control}
            name={`${name}.${i}.label`}
            label="As it is called"
            maxLength={60}
            required="Its name"
          />
          <MoneyField control={control} name={`${name}.${i}.amount_cents`} label="Amount" missing="The amount" zero />
          <DateField control={control} name={`${name}.${i}.starts_on`} label="From" optional />
          <DateField control={control} name={`${name}.${i}.ends_on`} label="Until" optional />
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

function StepFields({ control }: Part) {
  const name = 'payment_schedule.rent_steps';
  const rows = useFieldArray({ control, name });
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Rent change ${i + 1}`}
          columns="sm:grid-cols-[1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <DateField control={control} name={`${name}.${i}.effective_on`} label="From this day" required="The day" />
          <MoneyField control={control} name={`${name}.${i}.rent_cents`} label="The rent is" missing="The rent" zero />
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
