import { useForm } from 'react-hook-form';
import { useChangeLease } from '../../../api/commands';
import type { Lease } from '../../../api/types';
import { Dialog, DialogForm } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { rules, useSubmit } from '../../../ui/form';
import { toast } from '../../../ui/toast';
import { type Draft, type Part, toChanges, toDraft } from './draft';
import { ReliefFields } from './relief-fields';
import { ScheduleFields } from './schedule-fields';
import { TenantsField } from './tenants-field';
import { TermsFields } from './terms-fields';

/** Changes everything about a lease that nobody has been sent yet. */
export default function EditLease({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const change = useChangeLease(lease.id, lease.version);
  const form = useForm<Draft>({ defaultValues: toDraft(lease) });
  const { submit, problem } = useSubmit(form, async (draft) => {
    await change.mutateAsync(toChanges(draft));
    toast('Saved', { detail: 'Nobody has been sent it yet.' });
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title="Edit the draft" under="Nothing binds until everybody has signed." wide>
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={change.isPending}
        submit="Save"
        onCancel={onClose}
      >
        <MainFields form={form} />
        <TenantsField form={form} known={lease.tenants} />
        <ScheduleFields form={form} />
        <ReliefFields form={form} />
        <TermsFields form={form} />
      </DialogForm>
    </Dialog>
  );
}

function MainFields({ form: { register, formState } }: Part) {
  const { errors } = formState;
  const end = { validate: (day: string, all: Draft) => day === '' || day > all.starts_on || 'After the first day' };
  const day = '1 to 31';
  const dueDay = { required: day, min: { value: 1, message: day }, max: { value: 31, message: day } };
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label="First day" error={errors.starts_on?.message}>
        {(props) => <input type="date" {...props} {...register('starts_on', rules.required('The first day'))} />}
      </Field>
      <Field label="Last day" optional hint="Empty: month to month" error={errors.ends_on?.message}>
        {(props) => <input type="date" {...props} {...register('ends_on', end)} />}
      </Field>
      <Field label="Due on day" error={errors.due_day?.message}>
        {(props) => <input type="number" min={1} max={31} {...props} {...register('due_day', dueDay)} />}
      </Field>
      <Field label="Rent a month" error={errors.rent_cents?.message}>
        {(props) => (
          <input inputMode="decimal" {...props} {...register('rent_cents', rules.money('The rent', { zero: false }))} />
        )}
      </Field>
      <Field label="Deposit" error={errors.deposit_cents?.message}>
        {(props) => (
          <input inputMode="decimal" {...props} {...register('deposit_cents', rules.money('The deposit, or 0'))} />
        )}
      </Field>
    </div>
  );
}
