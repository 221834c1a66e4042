import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useFieldArray, useForm } from 'react-hook-form';
import { useInvite } from '../../api/commands';
import type { NewApplicant } from '../../api/inputs';
import { queries } from '../../api/queries';
import { count } from '../../format/words';
import { Button } from '../../ui/button';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { UnitPicker } from '../portfolio/unit-picker';

const MAX_HOUSEHOLD = 8;

type Draft = { role: NewApplicant['role']; name: string; email: string; phone: string };
const person = (role: Draft['role']): Draft => ({ role, name: '', email: '', phone: '' });

/** Sends an application link to every adult of a household. */
export default function InviteDialog({ unitId, onClose }: { unitId?: string | undefined; onClose: () => void }) {
  const router = useRouter();
  const invite = useInvite();
  const units = useQuery(queries.vacantUnits());
  const form = useForm({
    defaultValues: {
      unit_id: unitId ?? '',
      desired_move_in_on: '',
      term_months: '12',
      applicants: [person('primary')],
    },
  });
  const people = useFieldArray({ control: form.control, name: 'applicants' });
  const { submit, problem } = useSubmit(form, async ({ applicants, term_months, desired_move_in_on, unit_id }) => {
    const application = await invite.mutateAsync({
      unit_id,
      term_months: Number(term_months),
      ...given('desired_move_in_on', desired_move_in_on),
      applicants: applicants.map(({ phone, ...rest }) => ({ ...rest, ...given('phone', phone) })),
    });
    toast(`${count(applicants.length, 'link')} on the way`, {
      detail: 'By email, and by text message where there is a number.',
    });
    await router.navigate({ to: '/applications/$applicationId', params: { applicationId: application.id } });
  });
  const { errors } = form.formState;
  const { register } = form;
  return (
    <Dialog
      open
      onClose={onClose}
      title="New application link"
      under="Each adult gets a link of their own and fills in their part."
      wide
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={invite.isPending}
        submit="Send the links"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
          <Field label="For" error={errors.unit_id?.message}>
            {(props) => (
              <UnitPicker units={units} control={props} register={register('unit_id', rules.required('Which unit?'))} />
            )}
          </Field>
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
        {people.fields.map((field, i) => (
          <fieldset
            key={field.id}
            className="grid gap-3 border-line border-t pt-3 sm:grid-cols-[1.1fr_1.3fr_1.6fr_1.2fr_auto]"
          >
            <legend className="sr-only">Person {i + 1}</legend>
            <Field label="As" error={errors.applicants?.[i]?.role?.message}>
              {(props) => (
                <select {...props} {...register(`applicants.${i}.role`)}>
                  <option value="primary">Main applicant</option>
                  <option value="co_applicant">Co-applicant</option>
                  <option value="guarantor">Guarantor</option>
                </select>
              )}
            </Field>
            <Field label="Name" error={errors.applicants?.[i]?.name?.message}>
              {(props) => (
                <input
                  autoComplete="off"
                  {...props}
                  {...register(`applicants.${i}.name`, rules.required('Their name'))}
                />
              )}
            </Field>
            <Field label="Email" error={errors.applicants?.[i]?.email?.message}>
              {(props) => (
                <input type="email" autoComplete="off" {...props} {...register(`applicants.${i}.email`, rules.email)} />
              )}
            </Field>
            <Field label="Mobile" optional error={errors.applicants?.[i]?.phone?.message}>
              {(props) => <input type="tel" autoComplete="off" {...props} {...register(`applicants.${i}.phone`)} />}
            </Field>
            {people.fields.length > 1 ? (
              <Button
                look="quiet"
                small
                className="sm:mt-[27px]"
                aria-label={`Remove person ${i + 1}`}
                onClick={() => people.remove(i)}
              >
                Remove
              </Button>
            ) : null}
          </fieldset>
        ))}
        <div>
          <Button
            small
            disabled={people.fields.length >= MAX_HOUSEHOLD}
            onClick={() => people.append(person('co_applicant'))}
          >
            One more person
          </Button>
        </div>
      </DialogForm>
    </Dialog>
  );
}
