import { useForm } from 'react-hook-form';
import { useChangeLease } from '../../../api/commands';
import type { Lease } from '../../../api/types';
import { FormDialog } from '../../../ui/form-dialog';
import { toast } from '../../../ui/toast';
import { RentFields, TermFields } from '../lease-fields';
import { type Draft, toChanges, toDraft } from './draft';
import { ReliefFields } from './relief-fields';
import { ScheduleFields } from './schedule-fields';
import { TenantsField } from './tenants-field';
import { TermsFields } from './terms-fields';

/** Changes everything about a lease that nobody has been sent yet. */
export default function EditLease({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const change = useChangeLease(lease.id, lease.version);
  const form = useForm<Draft>({ defaultValues: toDraft(lease) });
  const send = async (draft: Draft) => {
    await change.mutateAsync(toChanges(draft));
    toast('Saved', { detail: 'Nobody has been sent it yet.' });
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Edit the draft"
      under="Nothing binds until everybody has signed."
      wide
      submit="Save"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-3">
        <TermFields control={form.control} />
        <RentFields control={form.control} />
      </div>
      <TenantsField control={form.control} known={lease.tenants} />
      <ScheduleFields control={form.control} />
      <ReliefFields control={form.control} />
      <TermsFields control={form.control} />
    </FormDialog>
  );
}
