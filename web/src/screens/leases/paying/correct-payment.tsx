import { useForm } from 'react-hook-form';
import { type Payment, useCorrectPayment } from '../../../api/paying';
import type { Lease } from '../../../api/types';
import { today } from '../../../format/dates';
import { formatAmount } from '../../../format/money';
import { Dialog, DialogForm } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { cents, rules, useSubmit } from '../../../ui/form';
import { toast } from '../../../ui/toast';

const METHODS = ['check', 'money_order', 'cash', 'transfer'] as const;
type Method = (typeof METHODS)[number];
const LABELS: Readonly<Record<Method, string>> = {
  check: 'Check',
  money_order: 'Money order',
  cash: 'Cash',
  transfer: 'Bank transfer',
};

/** Corrects a payment recorded by hand: the wrong one is undone as of its date, the right one stands instead. */
export function CorrectPayment({ lease, payment, onClose }: { lease: Lease; payment: Payment; onClose: () => void }) {
  const correct = useCorrectPayment(payment.id);
  const latest = today(lease.time_zone);
  const form = useForm({
    defaultValues: {
      amount_cents: formatAmount(payment.amount_cents),
      method: METHODS.find((known) => known === payment.method) ?? 'check',
      effective_on: payment.effective_on,
      reason: '',
    },
  });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async (values) => {
    await correct.mutateAsync({
      reason: values.reason.trim(),
      amount_cents: cents(values.amount_cents),
      method: values.method,
      effective_on: values.effective_on,
    });
    toast('Corrected');
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Correct this payment"
      under="Both entries stay readable. A date before a late fee’s takes the fee back. The tenant is told."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={correct.isPending}
        submit="Correct it"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Amount" error={errors.amount_cents?.message}>
            {(props) => (
              <input
                inputMode="decimal"
                {...props}
                {...register('amount_cents', rules.money('How much?', { zero: false }))}
              />
            )}
          </Field>
          <Field label="As" error={errors.method?.message}>
            {(props) => (
              <select {...props} {...register('method')}>
                {METHODS.map((method) => (
                  <option key={method} value={method}>
                    {LABELS[method]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Came on" error={errors.effective_on?.message}>
            {(props) => (
              <input
                type="date"
                max={latest}
                {...props}
                {...register('effective_on', {
                  required: 'The day it came',
                  validate: (day) => day <= latest || 'Not after today',
                })}
              />
            )}
          </Field>
        </div>
        <Field label="What was wrong" hint="The tenant reads it" error={errors.reason?.message}>
          {(props) => (
            <textarea rows={2} maxLength={300} {...props} {...register('reason', rules.required('A reason'))} />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
