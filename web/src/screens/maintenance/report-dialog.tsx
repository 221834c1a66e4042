import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { queries } from '../../api/queries';
import { useReport } from '../../api/repair-commands';
import { Check } from '../../ui/field';
import { given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { TextArea, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { UnitPicker } from '../portfolio/unit-picker';

type Draft = { unit_id: string; description: string; entry_permission: boolean; access_notes: string };

/** Reports a repair for a unit, in one's own words; triage decides how urgent it is and who is asked. */
export default function ReportDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const report = useReport();
  const units = useQuery(queries.allUnits());
  const form = useForm<Draft>({
    defaultValues: { unit_id: '', description: '', entry_permission: false, access_notes: '' },
  });
  const send = async ({ access_notes, ...values }: Draft) => {
    const request = await report.mutateAsync({ ...values, ...given('access_notes', access_notes) });
    toast('Reported', { detail: 'The right vendors are being asked.' });
    await router.navigate({ to: '/maintenance/$requestId', params: { requestId: request.id } });
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Report a repair"
      under="How urgent it is and whose trade it is follow from your words."
      submit="Report it"
      onClose={onClose}
    >
      <UnitPicker label="Where" units={units} control={form.control} name="unit_id" />
      <TextArea
        control={form.control}
        name="description"
        label="What is wrong"
        rows={4}
        maxLength={4000}
        placeholder="Water drips from under the kitchen sink, more each day"
        required="What is wrong?"
      />
      <TextField control={form.control} name="access_notes" label="How to get in" optional maxLength={500} />
      <Check label="The vendor may enter when nobody is home" {...form.register('entry_permission')} />
    </FormDialog>
  );
}
