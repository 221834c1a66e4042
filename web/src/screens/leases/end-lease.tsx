import { useForm } from 'react-hook-form';
import { useEndLease } from '../../api/commands';
import type { Lease } from '../../api/types';
import { formatDate, today } from '../../format/dates';
import { FormDialog } from '../../ui/form-dialog';
import { TextArea, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

/** Ends a lease on a day, today at the earliest; one that has not begun is called off. */
export default function EndLease({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const end = useEndLease(lease.id);
  const earliest = today(lease.time_zone);
  const form = useForm({ defaultValues: { on: earliest, reason: '' } });
  const send = async ({ on, reason }: { on: string; reason: string }) => {
    await end.mutateAsync({ on, reason: reason.trim() });
    toast('Recorded');
    onClose();
  };
  const { control } = form;
  if (lease.status !== 'active') {
    return (
      <FormDialog
        danger
        form={form}
        send={send}
        title="Call the lease off?"
        under="It never begins. What it charged is taken back, and what was paid of it can be given back."
        submit="Call it off"
        onClose={onClose}
      >
        <TextArea control={control} name="reason" label="Why" maxLength={500} required="A reason" />
      </FormDialog>
    );
  }
  const last = lease.ends_on;
  const check = (day: string) => {
    if (day < earliest) return 'Not before today';
    return last === null || day <= last || `Not after ${formatDate(last, { year: true })}, the end of its term`;
  };
  return (
    <FormDialog
      danger
      form={form}
      send={send}
      title="End the lease?"
      under="No rent is charged for the time after the last day. What is owed stays owed."
      submit="End the lease"
      onClose={onClose}
    >
      <TextField
        control={control}
        name="on"
        label="Last day"
        hint="Today, or a day to come. When they gave the home back is said with the deposit."
        type="date"
        min={earliest}
        {...(last === null ? {} : { max: last })}
        required="Which day?"
        check={check}
      />
      <TextArea control={control} name="reason" label="Why" maxLength={500} required="A reason" />
    </FormDialog>
  );
}
