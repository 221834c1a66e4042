import { useForm, useWatch } from 'react-hook-form';
import { useRecordPayment } from '../../api/commands';
import type { Lease } from '../../api/types';
import { today } from '../../format/dates';
import { formatAmount, formatMoney, parseMoney } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

const METHODS = [
  { value: 'check', label: 'Check' },
  { value: 'money_order', label: 'Money order' },
  { value: 'cash', label: 'Cash' },
  { value: 'transfer', label: 'Bank transfer' },
] as const;
type Method = (typeof METHODS)[number]['value'];

/** What the balance will be, said before the button is pressed. */
function after(lease: Lease, text: string): string {
  const amount = parseMoney(text);
  if (amount === null || amount === 0) return '';
  const left = lease.balance_cents - amount;
  if (left === 0) return 'Settles the balance.';
  return left > 0
    ? `${formatMoney(left, lease.currency)} will still be owed.`
    : `${formatMoney(-left, lease.currency)} will stand as credit for the next rent.`;
}

/** Records money that came outside Tenure, by the day it came. */
export default function RecordPayment({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const record = useRecordPayment();
  const latest = today(lease.time_zone);
  const form = useForm({
    defaultValues: {
      amount_cents: lease.balance_cents > 0 ? formatAmount(lease.balance_cents) : '',
      method: 'check' as Method,
      effective_on: latest,
      note: '',
    },
  });
  const { register, control } = form;
  const amount = useWatch({ control, name: 'amount_cents' });
  const { submit, problem } = useSubmit(form, async (values) => {
    await record.mutateAsync({
      lease_id: lease.id,
      method: values.method,
      amount_cents: cents(values.amount_cents),
      effective_on: values.effective_on,
      ...given('note', values.note),
    });
    toast(`${formatMoney(cents(values.amount_cents), lease.currency)} recorded`);
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Record a payment"
      under="Money that came to you directly. The tenant gets a receipt."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={record.isPending}
        submit="Record it"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Amount" hint={after(lease, amount)} error={errors.amount_cents?.message}>
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
                  <option key={method.value} value={method.value}>
                    {method.label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Came on" hint="Late fees go by this day, not by today" error={errors.effective_on?.message}>
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
          <Field label="Note" optional hint="A check number, for instance" error={errors.note?.message}>
            {(props) => <input maxLength={500} {...props} {...register('note')} />}
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  );
}
