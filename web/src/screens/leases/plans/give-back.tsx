import { useForm } from 'react-hook-form';
import type { Payment } from '../../../api/paying';
import { formatAmount, formatMoney } from '../../../format/money';
import { Dialog, DialogForm } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { cents, rules, useSubmit } from '../../../ui/form';
import { toast } from '../../../ui/toast';
import { useRefund } from './api';

/** Gives a payment back, wholly or in part, the way it came. */
export function GiveBack({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const refund = useRefund(payment.id);
  const form = useForm({
    defaultValues: { amount_cents: formatAmount(payment.amount_cents), reason: '', owed: 'again' },
  });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async (values) => {
    await refund.mutateAsync({
      amount_cents: cents(values.amount_cents),
      reason: values.reason.trim(),
      void_charges: values.owed === 'forgiven',
    });
    toast(`${formatMoney(cents(values.amount_cents), payment.currency)} goes back`);
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Give a payment back"
      under={`${formatMoney(payment.amount_cents, payment.currency)} by ${payment.method_label}. It goes back the way it came.`}
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={refund.isPending}
        submit="Give it back"
        onCancel={onClose}
      >
        <Field label="Amount" error={errors.amount_cents?.message}>
          {(props) => (
            <input
              inputMode="decimal"
              {...props}
              {...register('amount_cents', rules.money('How much?', { zero: false }))}
            />
          )}
        </Field>
        <Field label="What it had paid" hint="What was paid ahead goes first; then the newest charges">
          {(props) => (
            <select {...props} {...register('owed')}>
              <option value="again">is owed again</option>
              <option value="forgiven">is not owed any more</option>
            </select>
          )}
        </Field>
        <Field label="Why" error={errors.reason?.message}>
          {(props) => (
            <input maxLength={300} {...props} {...register('reason', rules.required('Why is it given back?'))} />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
