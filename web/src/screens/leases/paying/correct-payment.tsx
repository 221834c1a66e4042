import { useForm, useWatch } from 'react-hook-form';
import { type Payment, useCorrectPayment } from '../../../api/paying';
import type { Lease } from '../../../api/types';
import { today } from '../../../format/dates';
import { formatAmount } from '../../../format/money';
import { cents } from '../../../ui/form';
import { FormDialog } from '../../../ui/form-dialog';
import { TextArea } from '../../../ui/inputs';
import { toast } from '../../../ui/toast';
import { afterPayment } from './after-payment';
import { OFFLINE_METHODS, type OfflineDraft, OfflineFields, type OfflineMethod } from './offline-fields';

type Draft = OfflineDraft & { reason: string };

const isOffline = (method: string | null): method is OfflineMethod => method !== null && method in OFFLINE_METHODS;

/** Corrects a payment recorded by hand: the wrong one is undone as of its date, the right one stands instead. */
export function CorrectPayment({ lease, payment, onClose }: { lease: Lease; payment: Payment; onClose: () => void }) {
  const correct = useCorrectPayment(payment.id);
  const form = useForm<Draft>({
    defaultValues: {
      amount_cents: formatAmount(payment.amount_cents),
      method: isOffline(payment.method) ? payment.method : 'check',
      effective_on: payment.effective_on,
      reason: '',
    },
  });
  const send = async ({ amount_cents, reason, ...rest }: Draft) => {
    await correct.mutateAsync({ ...rest, reason: reason.trim(), amount_cents: cents(amount_cents) });
    toast('Corrected');
    onClose();
  };
  const { control } = form;
  const amount = useWatch({ control, name: 'amount_cents' });
  const before = { balance_cents: lease.balance_cents + payment.amount_cents, currency: lease.currency };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Correct this payment"
      under="Both entries stay readable. A date before a late fee’s takes the fee back. The tenant is told."
      submit="Correct it"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <OfflineFields control={control} latest={today(lease.time_zone)} after={afterPayment(before, amount)} />
      </div>
      <TextArea
        control={control}
        name="reason"
        label="What was wrong"
        hint="The tenant reads it"
        maxLength={300}
        required="A reason"
      />
    </FormDialog>
  );
}
