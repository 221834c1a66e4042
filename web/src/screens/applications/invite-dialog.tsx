import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type UseFormReturn, useFieldArray, useForm } from 'react-hook-form';
import { useInvite } from '../../api/commands';
import type { ApplicantRole } from '../../api/inputs';
import { queries } from '../../api/queries';
import { count } from '../../format/words';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { given, rules, useSubmit } from '../../ui/form';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { toast } from '../../ui/toast';
import { UnitPicker } from '../portfolio/unit-picker';

const MAX_HOUSEHOLD = 8;

type Person = { role: ApplicantRole; name: string; email: string; phone: string };
type Draft = { unit_id: string; desired_move_in_on: string; term_months: string; applicants: Person[] };
const person = (role: Person['role']): Person => ({ role, name: '', email: '', phone: '' });

/** Sends an application link to every adult of a household. */
export default function InviteDialog({ unitId, onClose }: { unitId?: string | undefined; onClose: () => void }) {
  const router = useRouter();
  const invite = useInvite();
  const units = useQuery(queries.vacantUnits());
  const form = useForm<Draft>({
    defaultValues: {
      unit_id: unitId ?? '',
      desired_move_in_on: '',
      term_months: '12',
      applicants: [person('primary')],
    },
  });
  const { submit, problem } = useSubmit(form, async ({ applicants, term_months, desired_move_in_on, unit_id }) => {
    const application = await invite.mutateAsync({
      unit_id,
      term_months: Number(term_months),
      ...given('desired_move_in_on', desired_move_in_on),
      applicants: applicants.map(({ phone, ...rest }) => ({ ...rest, ...given('phone', phone) })),
    });
    const detail = 'By email, and by text message where there is a number.';
    toast(`${count(applicants.length, 'link')} on the way`, { detail });
    await router.navigate({ to: '/applications/$applicationId', params: { applicationId: application.id } });
  });
  const { errors } = form.formState;
  const { register } = form;
  const under = 'Each adult gets a link of their own and fills in their part.';
  return (
    <Dialog open onClose={onClose} title="New application link" under={under} wide>
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={invite.isPending}
        submit="Send the links"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
          <UnitPicker label="For" units={units} control={form.control} name="unit_id" />
          <Field label="Moves in" optional error={errors.desired_move_in_on?.message}>
            {(props) => <input type="date" {...props} {...register('desired_move_in_on')} />}
          </Field>
          <Field label="Months" error={errors.term_months?.message}>
            {(props) => (
              <input
                type="number"
                min={1}
                max={60}
                {...props}
                {...register('term_months', rules.required('How long?'))}
              />
            )}
          </Field>
        </div>
        <HouseholdFields form={form} />
      </DialogForm>
    </Dialog>
  );
}

function HouseholdFields({ form: { register, formState, control } }: { form: UseFormReturn<Draft> }) {
  const people = useFieldArray({ control, name: 'applicants' });
  const errors = formState.errors.applicants;
  return (
    <>
      {people.fields.map((field, i) => (
        <RepeatedRow
          key={field.id}
          legend={`Person ${i + 1}`}
          columns="sm:grid-cols-[1.1fr_1.3fr_1.6fr_1.2fr_auto]"
          onRemove={people.fields.length > 1 ? () => people.remove(i) : null}
        >
          <Field label="As" error={errors?.[i]?.role?.message}>
            {(props) => (
              <select {...props} {...register(`applicants.${i}.role`)}>
                <option value="primary">Main applicant</option>
                <option value="co_applicant">Co-applicant</option>
                <option value="guarantor">Guarantor</option>
              </select>
            )}
          </Field>
          <Field label="Name" error={errors?.[i]?.name?.message}>
            {(props) => (
              <input
                autoComplete="off"
                {...props}
                {...register(`applicants.${i}.name`, rules.required('Their name'))}
              />
            )}
          </Field>
          <Field label="Email" error={errors?.[i]?.email?.message}>
            {(props) => (
              <input type="email" autoComplete="off" {...props} {...register(`applicants.${i}.email`, rules.email)} />
            )}
          </Field>
          <Field label="Mobile" optional error={errors?.[i]?.phone?.message}>
            {(props) => <input type="tel" autoComplete="off" {...props} {...register(`applicants.${i}.phone`)} />}
          </Field>
        </RepeatedRow>
      ))}
      <OneMore
        what="person"
        disabled={people.fields.length >= MAX_HOUSEHOLD}
        onAdd={() => people.append(person('co_applicant'))}
      />
    </>
  );
}
