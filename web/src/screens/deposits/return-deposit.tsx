import { useForm } from 'react-hook-form';
import { formatAmount } from '../../format/money';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { MoneyField, SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { type DepositDialog, useReturnDeposit } from './queries';

const METHODS = { check: 'Check', ach: 'Bank transfer', cash: 'Cash', original: 'The card or account it came from' };
type Draft = { amount_cents: string; method: keyof typeof METHODS; to: string; reference: string; address: string };

/** Who may get it: the one tenant, or each by their share, or one of them. */
function receivers(tenants: DepositDialog['tenants']): Record<string, string> {
  const named = tenants.map(({ id, name }, i): [string, string] => [i === 0 ? 'first_tenant' : id, name]);
  return Object.fromEntries(tenants.length === 1 ? named : [['shares', 'Each tenant by their share'], ...named]);
}

/** Returns what is left of a deposit, or a part of it. */
export default function ReturnDeposit({ deposit, tenants, onClose }: DepositDialog) {
  const back = useReturnDeposit(deposit.lease_id);
  const left = deposit.held_cents - deposit.in_transit_cents;
  const form = useForm<Draft>({
    defaultValues: {
      amount_cents: formatAmount(left),
      method: 'check',
      to: 'first_tenant',
      reference: '',
      address: deposit.forwarding_address ?? '',
    },
  });
  const send = async ({ amount_cents, method, to, reference, address }: Draft) => {
    const amount = cents(amount_cents);
    await back.mutateAsync({
      method,
      ...(to === 'first_tenant' || to === 'shares' ? { to } : { to: 'tenant' as const, tenant_id: to }),
      ...(amount === left ? {} : { amount_cents: amount }),
      ...given('reference', reference),
      ...given('address', address),
    });
    toast('Returned');
    onClose();
  };
  const { control } = form;
  return (
    <FormDialog
      form={form}
      send={send}
      title="Return the deposit"
      under="All of it goes with the interest that is due. When nothing is left, the tenants get their statement."
      submit="Return it"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <MoneyField control={control} name="amount_cents" label="Amount" />
        <SelectField control={control} name="method" label="How" options={METHODS} />
        <SelectField control={control} name="to" label="To" options={receivers(tenants)} />
        <TextField
          control={control}
          name="reference"
          label="Reference"
          hint="Such as a check number"
          optional
          maxLength={120}
        />
      </div>
      <TextField
        control={control}
        name="address"
        label="Sent to"
        hint="It stands in the statement"
        optional
        maxLength={300}
      />
    </FormDialog>
  );
}
