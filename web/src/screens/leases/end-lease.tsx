import { useForm } from 'react-hook-form';
import { useEndLease } from '../../api/commands';
import type { Lease } from '../../api/types';
import { today } from '../../format/dates';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

/** Ends a lease on a day; one that has not begun is called off. */
export default function EndLease({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const end = useEndLease(lease.id);
  const form = useForm({ defaultValues: { on: today(lease.time_zone), reason: '' } });
  const { submit, problem } = useSubmit(form, async ({ on, reason }) => {
    await end.mutateAsync({ on, reason: reason.trim() });
    toast('Recorded');
    onClose();
  });
  const { register, formState } = form;
  const { errors } = formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title={lease.status === 'active' ? 'End the lease?' : 'Call the lease off?'}
      under="No rent is charged for the time after the last day. What is owed stays owed."
    >
      <DialogForm
        danger
        onSubmit={() => void submit()}
        problem={problem}
        busy={end.isPending}
        submit={lease.status === 'active' ? 'End the lease' : 'Call it off'}
        onCancel={onClose}
      >
        <Field label="Last day" error={errors.on?.message}>
          {(props) => <input type="date" {...props} {...register('on', rules.required('Which day?'))} />}
        </Field>
        <Field label="Why" error={errors.reason?.message}>
          {(props) => (
            <textarea rows={2} maxLength={500} {...props} {...register('reason', rules.required('A reason'))} />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
