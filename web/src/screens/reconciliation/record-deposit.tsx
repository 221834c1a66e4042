import { useForm } from 'react-hook-form';
import { today } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { count } from '../../format/words';
import { useSession } from '../../frame/session';
import { FormDialog } from '../../ui/form-dialog';
import { DateField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { type Lying, useRecordDeposit } from './bank-deposit-queries';

type Draft = { deposited_on: string; reference: string };

/** One bank deposit of what was chosen, with the day and words of the slip. */
export function RecordDeposit({
  picked,
  totalCents,
  onClose,
  onDone,
}: {
  picked: readonly Lying[];
  totalCents: number;
  onClose: () => void;
  onDone: () => void;
}) {
  const latest = today(useSession()?.organization.time_zone);
  const record = useRecordDeposit();
  const form = useForm<Draft>({ defaultValues: { deposited_on: latest, reference: '' } });
  const send = async (values: Draft) => {
    await record.mutateAsync({ ...values, payment_ids: picked.map(({ payment_id }) => payment_id) });
    toast(`${formatMoney(totalCents)} is in the bank`);
    onDone();
    onClose();
  };
  const { control } = form;
  return (
    <FormDialog
      form={form}
      send={send}
      title={`Deposit ${formatMoney(totalCents)}`}
      under={`${count(picked.length, 'payment')}, as one line of your bank’s statement.`}
      submit="Record it"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <DateField
          control={control}
          name="deposited_on"
          label="Taken to the bank on"
          latest={latest}
          required="The day on the slip"
        />
        <TextField
          control={control}
          name="reference"
          label="Reference"
          hint="What the slip or the statement says"
          maxLength={120}
          required="A reference"
        />
      </div>
    </FormDialog>
  );
}
