import { useForm, useWatch } from 'react-hook-form';
import { type Owner, usePayOwner } from '../../api/owners';
import { formatAmount, formatMoney, parseMoney } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

const HOW = { stripe: 'Stripe, to their bank account', ach: 'Bank transfer of your own', check: 'Check' } as const;

/** Pays an owner what is owed, or a part of it. */
export default function PayOwner({
  owner,
  availableCents,
  onClose,
}: {
  owner: Owner;
  availableCents: number;
  onClose: () => void;
}) {
  const pay = usePayOwner();
  const form = useForm({
    defaultValues: { amount_cents: formatAmount(availableCents), method: owner.payout_method, reference: '' },
  });
  const { register, control } = form;
  const [method, typed] = useWatch({ control, name: ['method', 'amount_cents'] });
  const { submit, problem } = useSubmit(form, async (values) => {
    const amount = cents(values.amount_cents);
    await pay.mutateAsync({
      owner_id: owner.id,
      method: values.method,
      amount_cents: amount,
      ...given('reference', values.reference),
    });
    const detail = values.method === 'stripe' ? {} : { detail: 'Mark it as sent under Payouts once it is.' };
    toast(`${formatMoney(amount)} to ${owner.name} begun`, detail);
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Pay ${owner.name}`}
      under={`At most ${formatMoney(availableCents)}: what their statements made payable and has not gone back since.`}
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={pay.isPending}
        submit={`Pay ${formatMoney(parseMoney(typed) ?? 0)}`}
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
          <Field
            label="How"
            hint={method === 'stripe' && !owner.can_receive_transfers ? 'They have not signed up yet' : undefined}
            error={errors.method?.message}
          >
            {(props) => (
              <select {...props} {...register('method')}>
                {Object.entries(HOW).map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {method === 'stripe' ? null : (
            <Field label="Reference" hint="Such as a check number" optional error={errors.reference?.message}>
              {(props) => <input maxLength={120} {...props} {...register('reference')} />}
            </Field>
          )}
        </div>
      </DialogForm>
    </Dialog>
  );
}
