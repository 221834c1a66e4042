import { useFieldArray, useWatch } from 'react-hook-form';
import { US_STATES } from '../../format/us-states';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/inputs';
import { newOverride } from './fee-draft';
import { FeeFields, type Form } from './fee-fields';

/** Fees that are different in one state or another, each state at most once. */
export function StateFees({ form }: { form: Form }) {
  const rows = useFieldArray({ control: form.control, name: 'overrides' });
  const values = useWatch({ control: form.control, name: 'overrides' });
  const taken = new Set(values.map(({ state }) => state));
  return (
    <>
      {rows.fields.map((row, i) => (
        <fieldset key={row.id} className="grid gap-3 border-line border-t pt-3">
          <legend className="sr-only">{`Fees of one state ${i + 1}`}</legend>
          <div className="flex items-end justify-between gap-3">
            <SelectField
              control={form.control}
              name={`overrides.${i}.state`}
              label="Only in"
              required="Which state?"
              empty="Choose a state"
              options={Object.fromEntries(
                US_STATES.filter(({ value }) => value === values[i]?.state || !taken.has(value)).map(
                  ({ value, label }) => [value, label],
                ),
              )}
            />
            <Button
              look="quiet"
              small
              aria-label={`Remove the fees of one state ${i + 1}`}
              onClick={() => rows.remove(i)}
            >
              Remove
            </Button>
          </div>
          <FeeFields form={form} at={`overrides.${i}.fee`} />
        </fieldset>
      ))}
      <div>
        <Button
          small
          disabled={rows.fields.length >= US_STATES.length}
          onClick={() => rows.append(newOverride(form.getValues('own')))}
        >
          Other fees in one state
        </Button>
      </div>
    </>
  );
}
