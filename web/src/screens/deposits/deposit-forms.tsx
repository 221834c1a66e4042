import { useForm } from 'react-hook-form';
import { formatAmount, formatMoney } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { type Deposit, useDeduct, useReturnDeposit } from './queries';

type Props = { deposit: Deposit; onClose: () => void };

/** Keeps a part of a deposit for damage. */
export function KeepPart({ deposit, onClose }: Props) {
  const deduct = useDeduct(deposit.lease_id);
  const form = useForm({ defaultValues: { amount_cents: '', reason: '' } });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async ({ amount_cents, reason }) => {
    const { warnings } = await deduct.mutateAsync({ amount_cents: cents(amount_cents), reason: reason.trim() });
    const [first] = warnings;
    toast('Kept', first === undefined ? {} : { detail: first.message });
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog open onClose={onClose} title="Keep a part" under={`${formatMoney(deposit.held_cents)} is held.`}>
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={deduct.isPending}
        submit="Keep it"
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
        <Field label="What for" hint="It stands in the tenants’ statement" error={errors.reason?.message}>
          {(props) => (
            <textarea rows={2} maxLength={300} {...props} {...register('reason', rules.required('A reason'))} />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}

const METHODS = { check: 'Check', ach: 'Bank transfer', cash: 'Cash', original: 'The card or account it came from' };
type Method = keyof typeof METHODS;

/** Returns what is left of a deposit, or a part of it. */
export function ReturnDeposit({ deposit, onClose }: Props) {
  const back = useReturnDeposit(deposit.lease_id);
  const form = useForm({
    defaultValues: {
      amount_cents: formatAmount(deposit.held_cents - deposit.in_transit_cents),
      method: 'check' as Method,
      to: 'first_tenant' as 'first_tenant' | 'shares',
      reference: '',
    },
  });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async ({ amount_cents, method, to, reference }) => {
    const amount = cents(amount_cents);
    const isAll = amount === deposit.held_cents - deposit.in_transit_cents;
    await back.mutateAsync({
      method,
      to,
      ...(isAll ? {} : { amount_cents: amount }),
      ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
    });
    toast('Returned');
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Return the deposit"
      under="All of it goes with the interest that is due. When nothing is left, the tenants get their statement."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={back.isPending}
        submit="Return it"
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
          <Field label="How" error={errors.method?.message}>
            {(props) => (
              <select {...props} {...register('method')}>
                {Object.entries(METHODS).map(([method, label]) => (
                  <option key={method} value={method}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="To">
            {(props) => (
              <select {...props} {...register('to')}>
                <option value="first_tenant">The first tenant</option>
                <option value="shares">Each tenant by their share</option>
              </select>
            )}
          </Field>
          <Field label="Reference" hint="Such as a check number" optional>
            {(props) => <input maxLength={120} {...props} {...register('reference')} />}
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  );
}
