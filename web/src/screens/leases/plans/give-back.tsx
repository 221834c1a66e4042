import { useForm } from 'react-hook-form';
import type { Payment } from '../../../api/paying';
import { formatAmount, formatMoney } from '../../../format/money';
import { cents } from '../../../ui/form';
import { FormDialog } from '../../../ui/form-dialog';
import { MoneyField, SelectField, TextField } from '../../../ui/inputs';
import { toast } from '../../../ui/toast';
import { useRefund } from './api';

const OWED = { again: 'is owed again', forgiven: 'is not owed any more' };
type Draft = { amount_cents: string; reason: string; owed: keyof typeof OWED };

/** Gives a payment back, wholly or in part, the way it came. */
export function GiveBack({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const refund = useRefund(payment.id);
  const form = useForm<Draft>({
    defaultValues: { amount_cents: formatAmount(payment.amount_cents), reason: '', owed: 'again' },
  });
  const send = async ({ amount_cents, reason, owed }: Draft) => {
    await refund.mutateAsync({
      amount_cents: cents(amount_cents),
      reason: reason.trim(),
      void_charges: owed === 'forgiven',
    });
    toast(`${formatMoney(cents(amount_cents), payment.currency)} goes back`);
    onClose();
  };
  const { control } = form;
  return (
    <FormDialog
      form={form}
      send={send}
      title="Give a payment back"
      under={`${formatMoney(payment.amount_cents, payment.currency)} by ${payment.method_label}. It goes back the way it came.`}
      submit="Give it back"
      onClose={onClose}
    >
      <MoneyField control={control} name="amount_cents" label="Amount" />
      <SelectField
        control={control}
        name="owed"
        label="What it had paid"
        hint="What was paid ahead goes first; then the newest charges"
        options={OWED}
      />
      <TextField control={control} name="reason" label="Why" maxLength={300} required="Why is it given back?" />
    </FormDialog>
  );
}
