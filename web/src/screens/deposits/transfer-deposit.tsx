import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { formatMoney } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, rules, useSubmit } from '../../ui/form';
import { Loaded } from '../../ui/page';
import { toast } from '../../ui/toast';
import { type DepositDialog, type NextLease, nextLeasesOf, useTransferDeposit } from './queries';

/** Moves a deposit to the next lease of one of the same tenants, where it pays the deposit billed there. */
export default function TransferDeposit(props: DepositDialog) {
  const asked = useQuery(nextLeasesOf(props.deposit.lease_id, props.tenants));
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="Move it to the next lease"
      under="It pays the deposit that is billed there, and never leaves the deposit account."
    >
      <Loaded asked={asked}>
        {(leases) =>
          leases.length === 0 ? (
            <p className="px-5 py-4.5 text-ink-2">
              None of these tenants has another lease that is signed. Once they do, the deposit can move there.
            </p>
          ) : (
            <Form {...props} leases={leases} />
          )
        }
      </Loaded>
    </Dialog>
  );
}

function Form({ deposit, onClose, leases }: DepositDialog & { leases: readonly NextLease[] }) {
  const transfer = useTransferDeposit(deposit.lease_id);
  const form = useForm({ defaultValues: { to_lease_id: leases[0]?.id ?? '', amount_cents: '' } });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async ({ to_lease_id, amount_cents }) => {
    await transfer.mutateAsync({
      to_lease_id,
      ...(amount_cents.trim() === '' ? {} : { amount_cents: cents(amount_cents) }),
    });
    toast('Moved to the next lease');
    onClose();
  });
  const { errors } = form.formState;
  return (
    <DialogForm
      onSubmit={() => void submit()}
      problem={problem}
      busy={transfer.isPending}
      submit="Move it"
      onCancel={onClose}
    >
      <Field label="To" error={errors.to_lease_id?.message}>
        {(props) => (
          <select {...props} {...register('to_lease_id', rules.required('Which lease?'))}>
            {leases.map((lease) => (
              <option key={lease.id} value={lease.id}>
                {lease.unit_label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="Amount"
        hint={`As much as its deposit needs, where left empty; ${formatMoney(deposit.held_cents)} is held`}
        optional
        error={errors.amount_cents?.message}
      >
        {(props) => (
          <input
            inputMode="decimal"
            {...props}
            {...register('amount_cents', {
              validate: (text) => text.trim() === '' || rules.money('How much?', { zero: false }).validate(text),
            })}
          />
        )}
      </Field>
    </DialogForm>
  );
}
