import { useForm, useWatch } from 'react-hook-form';
import { type Owner, usePayOwner } from '../../api/owners';
import { formatAmount, formatMoney, parseMoney } from '../../format/money';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { MoneyField, SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

const HOW = { stripe: 'Stripe, to their bank account', ach: 'Bank transfer of your own', check: 'Check' } as const;

type Draft = { amount_cents: string; method: keyof typeof HOW; reference: string };

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
  const form = useForm<Draft>({
    defaultValues: { amount_cents: formatAmount(availableCents), method: owner.payout_method, reference: '' },
  });
  const { control } = form;
  const [method, typed] = useWatch({ control, name: ['method', 'amount_cents'] });
  const send = async (values: Draft) => {
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
  };
  const missing = method === 'stripe' && !owner.can_receive_transfers ? 'They have not signed up yet' : undefined;
  return (
    <FormDialog
      form={form}
      send={send}
      title={`Pay ${owner.name}`}
      under={`At most ${formatMoney(availableCents)}: what their statements made payable and has not gone back since.`}
      submit={`Pay ${formatMoney(parseMoney(typed) ?? 0)}`}
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <MoneyField control={control} name="amount_cents" label="Amount" />
        <SelectField control={control} name="method" label="How" hint={missing} options={HOW} />
        {method === 'stripe' ? null : (
          <TextField
            control={control}
            name="reference"
            label="Reference"
            hint="Such as a check number"
            optional
            maxLength={120}
          />
        )}
      </div>
    </FormDialog>
  );
}
