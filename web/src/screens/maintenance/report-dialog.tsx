import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { queries } from '../../api/queries';
import { useReport } from '../../api/repair-commands';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { UnitPicker } from '../portfolio/unit-picker';

/** Reports a repair for a unit, in one's own words; triage decides how urgent it is and who is asked. */
export default function ReportDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const report = useReport();
  const units = useQuery(queries.allUnits());
  const form = useForm({ defaultValues: { unit_id: '', description: '', entry_permission: false, access_notes: '' } });
  const { register, formState } = form;
  const { submit, problem } = useSubmit(form, async ({ access_notes, ...values }) => {
    const request = await report.mutateAsync({ ...values, ...given('access_notes', access_notes) });
    toast('Reported', { detail: 'The right vendors are being asked.' });
    await router.navigate({ to: '/maintenance/$requestId', params: { requestId: request.id } });
  });
  const { errors } = formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Report a repair"
      under="How urgent it is and whose trade it is follow from your words."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={report.isPending}
        submit="Report it"
        onCancel={onClose}
      >
        <UnitPicker label="Where" units={units} control={form.control} name="unit_id" />
        <Field label="What is wrong" error={errors.description?.message}>
          {(props) => (
            <textarea
              rows={4}
              maxLength={4000}
              placeholder="Water drips from under the kitchen sink, more each day"
              {...props}
              {...register('description', rules.required('What is wrong?'))}
            />
          )}
        </Field>
        <Field label="How to get in" optional error={errors.access_notes?.message}>
          {(props) => <input maxLength={500} {...props} {...register('access_notes')} />}
        </Field>
        <Check label="The vendor may enter when nobody is home" {...register('entry_permission')} />
      </DialogForm>
    </Dialog>
  );
}
