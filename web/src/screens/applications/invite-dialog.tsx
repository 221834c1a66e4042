import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type Control, useFieldArray, useForm } from 'react-hook-form';
import { useInvite } from '../../api/commands';
import type { ApplicantRole } from '../../api/inputs';
import { queries } from '../../api/queries';
import { count } from '../../format/words';
import { given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { DateField, NumberField, SelectField } from '../../ui/inputs';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { toast } from '../../ui/toast';
import { PersonFields } from '../leases/lease-fields';
import { UnitPicker } from '../portfolio/unit-picker';

const MAX_HOUSEHOLD = 8;
const ROLES: Readonly<Record<ApplicantRole, string>> = {
  primary: 'Main applicant',
  co_applicant: 'Co-applicant',
  guarantor: 'Guarantor',
};

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
  const send = async ({ applicants, term_months, desired_move_in_on, unit_id }: Draft) => {
    const application = await invite.mutateAsync({
      unit_id,
      term_months: Number(term_months),
      ...given('desired_move_in_on', desired_move_in_on),
      applicants: applicants.map(({ phone, ...rest }) => ({ ...rest, ...given('phone', phone) })),
    });
    const detail = 'By email, and by text message where there is a number.';
    toast(`${count(applicants.length, 'link')} on the way`, { detail });
    await router.navigate({ to: '/applications/$applicationId', params: { applicationId: application.id } });
  };
  const { control } = form;
  return (
    <FormDialog
      form={form}
      send={send}
      title="New application link"
      under="Each adult gets a link of their own and fills in their part."
      wide
      submit="Send the links"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
        <UnitPicker label="For" units={units} control={control} name="unit_id" />
        <DateField control={control} name="desired_move_in_on" label="Moves in" optional />
        <NumberField
          control={control}
          name="term_months"
          label="Months"
          between={[1, 60]}
          words="1 to 60"
          required="How long?"
        />
      </div>
      <HouseholdFields control={control} />
    </FormDialog>
  );
}

function HouseholdFields({ control }: { control: Control<Draft> }) {
  const people = useFieldArray({ control, name: 'applicants' });
  return (
    <>
      {people.fields.map((field, i) => (
        <RepeatedRow
          key={field.id}
          legend={`Person ${i + 1}`}
          columns="sm:grid-cols-[1.1fr_1.3fr_1.6fr_1.2fr_auto]"
          onRemove={people.fields.length > 1 ? () => people.remove(i) : null}
        >
          <SelectField control={control} name={`applicants.${i}.role`} label="As" options={ROLES} />
          <PersonFields control={control} at={`applicants.${i}`} label="Name" />
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
