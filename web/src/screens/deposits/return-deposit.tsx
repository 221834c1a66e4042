import { useForm } from 'react-hook-form';
import { formatAmount } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { type DepositDialog, useReturnDeposit } from './queries';

const METHODS = { check: 'Check', ach: 'Bank transfer', cash: 'Cash', original: 'The card or account it came from' };
type Method = keyof typeof METHODS;

/** Returns what is left of a deposit, or a part of it. */
export default function ReturnDeposit({ deposit, tenants, onClose }: DepositDialog) {
  const back = useReturnDeposit(deposit.lease_id);
  const form = useForm({
    defaultValues: {
      amount_cents: formatAmount(deposit.held_cents - deposit.in_transit_cents),
      method: 'check' as Method,
      to: 'first_tenant',
      reference: '',
      address: deposit.forwarding_address ?? '',
    },
  });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async ({ amount_cents, method, to, reference, address }) => {
    const amount = cents(amount_cents);
    const isAll = amount === deposit.held_cents - deposit.in_transit_cents;
    await back.mutateAsync({
      method,
      ...(to === 'first_tenant' || to === 'shares' ? { to } : { to: 'tenant' as const, tenant_id: to }),
      ...(isAll ? {} : { amount_cents: amount }),
      ...given('reference', reference),
      ...given('address', address),
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
                {tenants.length === 1 ? (
                  <option value="first_tenant">{tenants[0]?.name}</option>
                ) : (
                  <>
                    <option value="shares">Each tenant by their share</option>
                    {tenants.map(({ id, name }, i) => (
                      <option key={id} value={i === 0 ? 'first_tenant' : id}>
                        {name}
                      </option>
                    ))}
                  </>
                )}
              </select>
            )}
          </Field>
          <Field label="Reference" hint="Such as a check number" optional>
            {(props) => <input maxLength={120} {...props} {...register('reference')} />}
          </Field>
        </div>
        <Field label="Sent to" hint="It stands in the statement" optional error={errors.address?.message}>
          {(props) => <input maxLength={300} autoComplete="off" {...props} {...register('address')} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
