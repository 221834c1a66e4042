import { useForm } from 'react-hook-form';
import { useAddCharge } from '../../api/commands';
import type { NewCharge } from '../../api/inputs';
import type { Lease } from '../../api/types';
import { today } from '../../format/dates';
import { cents } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { DateField, MoneyField, SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

const KINDS = {
  other: 'Something else',
  utilities: 'Utilities',
  parking: 'Parking',
  pet_rent: 'Pet rent',
  storage: 'Storage',
  rent: 'Rent',
  deposit: 'Deposit',
} as const satisfies Partial<Record<NewCharge['kind'], string>>;
type Draft = { kind: keyof typeof KINDS; label: string; amount_cents: string; due_on: string };

/** Posts a one-off charge to a lease. */
export default function AddCharge({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const add = useAddCharge(lease.id);
  const form = useForm<Draft>({
    defaultValues: { kind: 'other', label: '', amount_cents: '', due_on: today(lease.time_zone) },
  });
  const send = async ({ label, amount_cents, ...rest }: Draft) => {
    await add.mutateAsync({ ...rest, label: label.trim(), amount_cents: cents(amount_cents) });
    toast('Charge posted');
    onClose();
  };
  const { control } = form;
  return (
    <FormDialog
      form={form}
      send={send}
      title="Add a charge"
      under="Once, beside the rent. The tenant sees the words you write here."
      submit="Post the charge"
      onClose={onClose}
    >
      <TextField
        control={control}
        name="label"
        label="For"
        maxLength={60}
        placeholder="Replacement key"
        required="What for?"
      />
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField control={control} name="kind" label="Kind" options={KINDS} />
        <MoneyField control={control} name="amount_cents" label="Amount" />
        <DateField control={control} name="due_on" label="Due on" required="When?" />
      </div>
    </FormDialog>
  );
}
