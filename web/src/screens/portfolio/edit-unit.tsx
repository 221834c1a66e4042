import { useForm } from 'react-hook-form';
import { useChangeUnit } from '../../api/commands';
import type { Unit } from '../../api/types';
import { formatAmount } from '../../format/money';
import { stateWord } from '../../format/words';
import { FormDialog } from '../../ui/form-dialog';
import { SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { toNewUnit, type UnitDraft, UnitFields } from './unit-fields';

/** What a person may set; the others follow from the leases. */
const STATUSES = ['vacant', 'off_market'] as const satisfies Unit['status'][];

type Draft = UnitDraft & { square_feet: string; floor: string; amenities: string; status: Unit['status'] };

const typed = (value: number | null) => (value === null ? '' : String(value));
const number = (text: string) => (text === '' ? null : Number(text));

/** Changes a unit. What leases say of it stays as it was. */
export default function EditUnit({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const change = useChangeUnit(unit.id, unit.version);
  const form = useForm<Draft>({
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
  const send = async ({ square_feet, floor, amenities, status, ...draft }: Draft) => {
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
  };
  const { control } = form;
  const statuses = STATUSES.some((status) => status === unit.status) ? STATUSES : [unit.status];
  return (
    <FormDialog
      form={form}
      send={send}
      title={`Edit ${unit.number}`}
      under="Rent and deposit are for the next lease; a signed one keeps its own."
      wide
      submit="Save"
      onClose={onClose}
    >
      <UnitFields control={control} at="" />
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField control={control} name="square_feet" label="Square feet" type="number" min={1} optional />
        <TextField control={control} name="floor" label="Floor" type="number" optional />
        <SelectField
          control={control}
          name="status"
          label="State"
          options={Object.fromEntries(statuses.map((status) => [status, stateWord('unit', status).word]))}
        />
      </div>
      <TextField control={control} name="amenities" label="With" optional hint="Apart by commas: dishwasher, balcony" />
    </FormDialog>
  );
}
