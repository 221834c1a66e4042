import { useFieldArray, useWatch } from 'react-hook-form';
import { DateField, MoneyField, NumberField, SelectField, TextField } from '../../../ui/inputs';
import { OneMore, RepeatedRow } from '../../../ui/repeated';
import { newConcession, type Part } from './draft';

const MOST = 12;
const KINDS = { percent: 'Percent off', amount: 'An amount off' };

/** What makes rent less for a time: concessions month by month, and credits used up once. */
export function ReliefFields({ control }: Part) {
  return (
    <>
      <Concessions control={control} />
      <Credits control={control} />
    </>
  );
}

function Concessions({ control }: Part) {
  const rows = useFieldArray({ control, name: 'payment_schedule.concessions' });
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Concession ${i + 1}`}
          columns="sm:grid-cols-[1.2fr_1fr_0.8fr_1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <Concession control={control} i={i} />
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

function Concession({ control, i }: Part & { i: number }) {
  const name = `payment_schedule.concessions.${i}` as const;
  const share = '0.01 to 100 percent';
  const notBefore = (day: string, from: string | undefined) => day >= (from ?? '') || 'Not before it begins';
  return (
    <>
      <TextField control={control} name={`${name}.label`} label="Concession" maxLength={60} required="Its name" />
      <SelectField control={control} name={`${name}.kind`} label="Every month" options={KINDS} />
      {useWatch({ control, name: `${name}.kind` }) === 'percent' ? (
        <NumberField
          control={control}
          name={`${name}.basis_points`}
          label="Percent"
          between={[0.01, 100]}
          step={0.01}
          words={share}
          required={share}
        />
      ) : (
        <MoneyField control={control} name={`${name}.monthly_cents`} label="Amount" missing="The amount" zero />
      )}
      <DateField control={control} name={`${name}.starts_on`} label="From" required="The day" />
      <DateField
        control={control}
        name={`${name}.ends_on`}
        label="Until"
        required="The day"
        check={(day, all) => notBefore(day, all.payment_schedule.concessions[i]?.starts_on)}
      />
    </>
  );
}

function Credits({ control }: Part) {
  const name = 'payment_schedule.credits';
  const rows = useFieldArray({ control, name });
  return (
    <>
      {rows.fields.map((row, i) => (
        <RepeatedRow
          key={row.id}
          legend={`Credit ${i + 1}`}
          columns="sm:grid-cols-[1.2fr_1fr_1fr_1fr_auto]"
          onRemove={() => rows.remove(i)}
        >
          <TextField control={control} name={`${name}.${i}.label`} label="Credit" maxLength={60} required="Its name" />
          <MoneyField
            control={control}
            name={`${name}.${i}.amount_cents`}
            label="Amount, once"
            missing="The amount"
            zero
          />
          <DateField control={control} name={`${name}.${i}.starts_on`} label="From" optional />
          <DateField control={control} name={`${name}.${i}.expires_on`} label="Used up by" required="The day" />
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
