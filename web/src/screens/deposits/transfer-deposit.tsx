import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { formatMoney } from '../../format/money';
import { Dialog } from '../../ui/dialog';
import { cents } from '../../ui/form';
import { FormInDialog } from '../../ui/form-dialog';
import { choices, MoneyField, SelectField } from '../../ui/inputs';
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
  const send = async ({ to_lease_id, amount_cents }: { to_lease_id: string; amount_cents: string }) => {
    await transfer.mutateAsync({
      to_lease_id,
      ...(amount_cents.trim() === '' ? {} : { amount_cents: cents(amount_cents) }),
    });
    toast('Moved to the next lease');
    onClose();
  };
  const { control } = form;
  return (
    <FormInDialog form={form} send={send} submit="Move it" onClose={onClose}>
      <SelectField
        control={control}
        name="to_lease_id"
        label="To"
        required="Which lease?"
        options={choices(leases, ({ unit_label }) => unit_label)}
      />
      <MoneyField
        control={control}
        name="amount_cents"
        label="Amount"
        hint={`As much as its deposit needs, where left empty; ${formatMoney(deposit.held_cents)} is held`}
        optional
        empty
      />
    </FormInDialog>
  );
}
