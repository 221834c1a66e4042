import { useForm } from 'react-hook-form';
import { useChangeUnit } from '../../api/commands';
import type { Unit } from '../../api/types';
import { formatAmount } from '../../format/money';
import { stateWord } from '../../format/words';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { toNewUnit, UnitFields } from './unit-fields';

/** What a person may set; the others follow from the leases. */
const STATUSES = ['vacant', 'off_market'] as const satisfies Unit['status'][];

const typed = (value: number | null) => (value === null ? '' : String(value));
const number = (text: string) => (text === '' ? null : Number(text));

/** Changes a unit. What leases say of it stays as it was. */
export default function EditUnit({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const change = useChangeUnit(unit.id, unit.version);
  const form = useForm({
    defaultValues: {
      number: unit.number,
      rent_cents: formatAmount(unit.rent_cents),
      deposit_cents: formatAmount(unit.deposit_cents),
      bedrooms: typed(unit.bedrooms),
      bathrooms: typed(unit.bathrooms),
      square_feet: typed(unit.square_feet),
      floor: typed(unit.floor),
      amenities: unit.amenities.join(', '),
      status: unit.status,
    },
  });
  const { submit, problem } = useSubmit(form, async ({ square_feet, floor, amenities, status, ...draft }) => {
    await change.mutateAsync({
      ...toNewUnit(draft),
      bedrooms: number(draft.bedrooms),
      bathrooms: number(draft.bathrooms),
      square_feet: number(square_feet),
      floor: number(floor),
      amenities: amenities
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      ...(status === unit.status ? {} : { status }),
    });
    toast('Saved');
    onClose();
  });
  const { register } = form;
  const { errors } = form.formState;
  const statuses = STATUSES.some((status) => status === unit.status) ? STATUSES : [unit.status];
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Edit ${unit.number}`}
      under="Rent and deposit are for the next lease; a signed one keeps its own."
      wide
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={change.isPending}
        submit="Save"
        onCancel={onClose}
      >
        <UnitFields register={register} errors={errors} at="" />
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="Square feet" optional error={errors.square_feet?.message}>
            {(props) => <input type="number" min={1} {...props} {...register('square_feet')} />}
          </Field>
          <Field label="Floor" optional error={errors.floor?.message}>
            {(props) => <input type="number" {...props} {...register('floor')} />}
          </Field>
          <Field label="State" error={errors.status?.message}>
            {(props) => (
              <select {...props} {...register('status')}>
                {statuses.map((status) => (
                  <option key={status} value={status}>
                    {stateWord('unit', status).word}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Field label="With" optional hint="Apart by commas: dishwasher, balcony" error={errors.amenities?.message}>
          {(props) => <input autoComplete="off" {...props} {...register('amenities')} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
