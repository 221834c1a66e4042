import type { ReactNode } from 'react';
import { type FieldValues, type UseFormReturn, useForm } from 'react-hook-form';
import { Dialog, DialogForm } from './dialog';
import { type FieldOf, useSubmit } from './form';
import { TextArea } from './inputs';

type Sending<V extends FieldValues> = {
  form: UseFormReturn<V>;
  /** Carries it out, and closes the dialog or leads elsewhere; what the API refuses stands at its field. */
  send: (values: V) => Promise<void>;
  /** The words of the button. */
  submit: string;
  danger?: boolean;
  /** Where the form calls its fields otherwise than the API. */
  fieldOf?: FieldOf;
  /** What went wrong beside the sending. */
  trouble?: Error | null;
  onClose: () => void;
  children: ReactNode;
};

/** A form as the content of a dialog that stands already. */
export function FormInDialog<V extends FieldValues>({
  form,
  send,
  fieldOf,
  trouble = null,
  onClose,
  ...rest
}: Sending<V>) {
  const { submit, problem } = useSubmit(form, send, fieldOf);
  return (
    <DialogForm
      {...rest}
      onSubmit={() => void submit()}
      problem={problem ?? trouble}
      busy={form.formState.isSubmitting}
      onCancel={onClose}
    />
  );
}

/** A dialog that is a form: its fields, what was refused, a button that sends it and one that does not. */
export function FormDialog<V extends FieldValues>({
  title,
  under,
  wide = false,
  ...sending
}: Sending<V> & { title: string; under?: ReactNode; wide?: boolean }) {
  return (
    <Dialog open onClose={sending.onClose} title={title} under={under} wide={wide}>
      <FormInDialog {...sending} />
    </Dialog>
  );
}

type Words = { title: string; under: string; submit: string; danger?: boolean; onClose: () => void };

/** Asks why before something is taken back or ended; the reason is kept and, where it concerns them, told. */
export function ReasonDialog({
  label = 'Why',
  maxLength = 200,
  onSubmit,
  ...words
}: Words & { label?: string; maxLength?: number; onSubmit: (reason: string) => Promise<void> }) {
  const form = useForm({ defaultValues: { reason: '' } });
  const send = async ({ reason }: { reason: string }) => {
    await onSubmit(reason.trim());
    words.onClose();
  };
  return (
    <FormDialog {...words} form={form} send={send}>
      <TextArea control={form.control} name="reason" label={label} maxLength={maxLength} required="A reason" />
    </FormDialog>
  );
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog({
  onConfirm,
  ...words
}: Words & { onConfirm: () => Promise<void>; children: ReactNode }) {
  const form = useForm();
  const send = async () => {
    await onConfirm();
    words.onClose();
  };
  return <FormDialog {...words} danger form={form} send={send} />;
}
