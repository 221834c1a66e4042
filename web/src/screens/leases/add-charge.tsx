import { useForm } from 'react-hook-form';
import { useAddCharge } from '../../api/commands';
import type { NewCharge } from '../../api/inputs';
import type { Lease } from '../../api/types';
import { today } from '../../format/dates';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

const KINDS: { value: NewCharge['kind']; label: string }[] = [
  { value: 'other', label: 'Something else' },
  { value: 'utilities', label: 'Utilities' },
  { value: 'parking', label: 'Parking' },
  { value: 'pet_rent', label: 'Pet rent' },
  { value: 'storage', label: 'Storage' },
  { value: 'rent', label: 'Rent' },
  { value: 'deposit', label: 'Deposit' },
];

/** Posts a one-off charge to a lease. */
export default function AddCharge({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const add = useAddCharge(lease.id);
  const form = useForm({
    defaultValues: { kind: 'other' as NewCharge['kind'], label: '', amount_cents: '', due_on: today(lease.time_zone) },
  });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async (values) => {
    await add.mutateAsync({
      kind: values.kind,
      label: values.label.trim(),
      amount_cents: cents(values.amount_cents),
      due_on: values.due_on,
    });
    toast('Charge posted');
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a charge"
      under="Once, beside the rent. The tenant sees the words you write here."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={add.isPending}
        submit="Post the charge"
        onCancel={onClose}
      >
        <Field label="For" error={errors.label?.message}>
          {(props) => (
            <input
              maxLength={60}
              placeholder="Replacement key"
              {...props}
              {...register('label', rules.required('What for?'))}
            />
          )}
        </Field>
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="Kind" error={errors.kind?.message}>
            {(props) => (
              <select {...props} {...register('kind')}>
                {KINDS.map((kind) => (
                  <option key={kind.value} value={kind.value}>
                    {kind.label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Amount" error={errors.amount_cents?.message}>
            {(props) => (
              <input
                inputMode="decimal"
                {...props}
                {...register('amount_cents', rules.money('How much?', { zero: false }))}
              />
            )}
          </Field>
          <Field label="Due on" error={errors.due_on?.message}>
            {(props) => <input type="date" {...props} {...register('due_on', rules.required('When?'))} />}
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  );
}
