import { useForm } from 'react-hook-form';
import { FormDialog } from '../../ui/form-dialog';
import { DateField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { type DepositDialog, useChangeDeposit } from './queries';

/** Says when the tenants gave the home back, from which the law's clock runs, and where they get their mail. */
export default function MovedOut({ deposit, today, onClose }: DepositDialog) {
  const change = useChangeDeposit(deposit.lease_id);
  const isOver = deposit.status !== 'held';
  const form = useForm({
    defaultValues: { moved_out_on: deposit.moved_out_on ?? '', forwarding_address: deposit.forwarding_address ?? '' },
  });
  const send = async ({ moved_out_on, forwarding_address }: { moved_out_on: string; forwarding_address: string }) => {
    await change.mutateAsync({
      ...(moved_out_on === '' ? {} : { moved_out_on }),
      forwarding_address: forwarding_address.trim() === '' ? null : forwarding_address.trim(),
    });
    toast('Saved');
    onClose();
  };
  const { control } = form;
  return (
    <FormDialog
      form={form}
      send={send}
      title="Moving out"
      under="The law’s clock runs from the day the tenants gave the home back."
      submit="Save"
      onClose={onClose}
    >
      {isOver ? (
        <DateField control={control} name="moved_out_on" label="Moved out on" latest={today} required="The day" />
      ) : null}
      <TextField
        control={control}
        name="forwarding_address"
        label="New address"
        hint="Where a check and the statement go"
        optional
        maxLength={300}
      />
    </FormDialog>
  );
}
