import { useForm } from 'react-hook-form';
import { Dialog, DialogForm } from './dialog';
import { Field } from './field';
import { rules, useSubmit } from './form';

/** Asks why before something is taken back or ended; the reason is kept and, where it concerns them, told. */
export function ReasonDialog({
  title,
  under,
  label = 'Why',
  submit,
  maxLength = 200,
  danger = false,
  onSubmit,
  onClose,
}: {
  title: string;
  under: string;
  label?: string;
  submit: string;
  maxLength?: number;
  danger?: boolean;
  onSubmit: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const form = useForm({ defaultValues: { reason: '' } });
  const sent = useSubmit(form, async ({ reason }) => {
    await onSubmit(reason.trim());
    onClose();
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Dialog open onClose={onClose} title={title} under={under}>
      <DialogForm
        danger={danger}
        onSubmit={() => void sent.submit()}
        problem={sent.problem}
        busy={isSubmitting}
        submit={submit}
        onCancel={onClose}
      >
        <Field label={label} error={errors.reason?.message}>
          {(props) => (
            <textarea
              rows={2}
              maxLength={maxLength}
              {...props}
              {...form.register('reason', rules.required('A reason'))}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
