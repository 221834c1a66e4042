import { useForm } from 'react-hook-form';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { type DepositDialog, useChangeDeposit } from './queries';

/** Says when the tenants gave the home back, from which the law's clock runs, and where they get their mail. */
export default function MovedOut({ deposit, today, onClose }: DepositDialog) {
  const change = useChangeDeposit(deposit.lease_id);
  const isOver = deposit.status !== 'held';
  const form = useForm({
    defaultValues: { moved_out_on: deposit.moved_out_on ?? '', forwarding_address: deposit.forwarding_address ?? '' },
  });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async ({ moved_out_on, forwarding_address }) => {
    await change.mutateAsync({
      ...(moved_out_on === '' ? {} : { moved_out_on }),
      forwarding_address: forwarding_address.trim() === '' ? null : forwarding_address.trim(),
    });
    toast('Saved');
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Moving out"
      under="The law’s clock runs from the day the tenants gave the home back."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={change.isPending}
        submit="Save"
        onCancel={onClose}
      >
        {isOver ? (
          <Field label="Moved out on" error={errors.moved_out_on?.message}>
            {(props) => (
              <input
                type="date"
                max={today}
                {...props}
                {...register('moved_out_on', {
                  ...rules.required('The day'),
                  validate: (day) => day <= today || 'Not after today',
                })}
              />
            )}
          </Field>
        ) : null}
        <Field
          label="New address"
          hint="Where a check and the statement go"
          optional
          error={errors.forwarding_address?.message}
        >
          {(props) => <input maxLength={300} autoComplete="off" {...props} {...register('forwarding_address')} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
