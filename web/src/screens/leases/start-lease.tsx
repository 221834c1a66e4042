import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type UseFormReturn, useFieldArray, useForm, useWatch } from 'react-hook-form';
import { useStartLease } from '../../api/commands';
import type { NewLease } from '../../api/inputs';
import { queries } from '../../api/queries';
import type { Application, Unit } from '../../api/types';
import { addMonths, today } from '../../format/dates';
import { formatAmount } from '../../format/money';
import { listWords } from '../../format/words';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { toast } from '../../ui/toast';
import { UnitPicker } from '../portfolio/unit-picker';

const person = { name: '', email: '', phone: '' };
const MONTHS = 12;
const MAX_TENANTS = 8;

type Draft = {
  unit_id: string;
  starts_on: string;
  ends_on: string;
  rent_cents: string;
  deposit_cents: string;
  due_day: string;
  tenants: (typeof person)[];
};

function toNewLease(draft: Draft, applicationId: string | undefined): NewLease {
  return {
    unit_id: draft.unit_id,
    starts_on: draft.starts_on,
    ...given('ends_on', draft.ends_on),
    rent_cents: cents(draft.rent_cents),
    deposit_cents: cents(draft.deposit_cents),
    due_day: Number(draft.due_day),
    ...(applicationId
      ? { application_id: applicationId }
      : { tenants: draft.tenants.map(({ phone, ...rest }) => ({ ...rest, ...given('phone', phone) })) }),
  };
}

/** What the application or the unit says is only a proposal: a field somebody has typed in is left alone. */
function useProposedTerms(form: UseFormReturn<Draft>, application: Application | undefined, unit: Unit | undefined) {
  const { setValue, getFieldState } = form;
  useEffect(() => {
    const propose = (name: 'rent_cents' | 'deposit_cents' | 'starts_on' | 'ends_on', value: string) => {
      if (!getFieldState(name).isDirty) setValue(name, value);
    };
    const terms = application ?? unit;
    if (!terms) return;
    propose('rent_cents', formatAmount(terms.rent_cents));
    propose('deposit_cents', formatAmount(terms.deposit_cents));
    if (!application?.desired_move_in_on) return;
    propose('starts_on', application.desired_move_in_on);
    propose('ends_on', addMonths(application.desired_move_in_on, application.term_months));
  }, [application, unit, setValue, getFieldState]);
}

/** Draws up a lease: from an approved application, whose people it takes over, or for people named here. */
export default function StartLease({
  unitId,
  applicationId,
  onClose,
}: {
  unitId?: string | undefined;
  applicationId?: string | undefined;
  onClose: () => void;
}) {
  const router = useRouter();
  const start = useStartLease();
  const vacant = useQuery(queries.vacantUnits());
  const preset = useQuery({ ...queries.unit(unitId ?? ''), enabled: Boolean(unitId) });
  const application = useQuery({ ...queries.application(applicationId ?? ''), enabled: Boolean(applicationId) });
  const form = useForm<Draft>({
    defaultValues: {
      unit_id: unitId ?? '',
      starts_on: today(),
      ends_on: addMonths(today(), MONTHS),
      rent_cents: '',
      deposit_cents: '',
      due_day: '1',
      tenants: applicationId ? [] : [person],
    },
  });
  const chosenId = useWatch({ control: form.control, name: 'unit_id' });
  const others = (vacant.data ?? []).filter((unit) => unit.id !== unitId);
  const units = { ...vacant, data: vacant.data && [...(preset.data ? [preset.data] : []), ...others] };
  const chosen = units.data?.find((unit) => unit.id === chosenId);
  useProposedTerms(form, application.data, chosen);
  const { submit, problem } = useSubmit(form, async (draft) => {
    const lease = await start.mutateAsync(toNewLease(draft, applicationId));
    toast('Lease drawn up', { detail: 'It can now go out for signature.' });
    await router.navigate({ to: '/leases/$leaseId', params: { leaseId: lease.id }, search: { tab: 'documents' } });
  });
  const known = application.data ? `For ${listWords(application.data.names)}, as approved.` : '';
  return (
    <Dialog
      open
      onClose={onClose}
      title="Start a lease"
      under={known || 'Nothing binds until everybody has signed.'}
      wide
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={start.isPending}
        submit="Draw up the lease"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
          <UnitPicker label="Unit" units={units} control={form.control} name="unit_id" />
          <TermFields form={form} />
        </div>
        <RentFields form={form} />
        {applicationId ? null : <TenantFields form={form} />}
      </DialogForm>
    </Dialog>
  );
}

type Part = { form: UseFormReturn<Draft> };

function TermFields({ form: { register, formState } }: Part) {
  const { errors } = formState;
  const end = { validate: (day: string, all: Draft) => day === '' || day > all.starts_on || 'After the first day' };
  return (
    <>
      <Field label="First day" error={errors.starts_on?.message}>
        {(props) => <input type="date" {...props} {...register('starts_on', rules.required('The first day'))} />}
      </Field>
      <Field label="Last day" optional hint="Empty: month to month" error={errors.ends_on?.message}>
        {(props) => <input type="date" {...props} {...register('ends_on', end)} />}
      </Field>
    </>
  );
}

function RentFields({ form: { register, formState } }: Part) {
  const { errors } = formState;
  const day = '1 to 31';
  const dueDay = { required: day, min: { value: 1, message: day }, max: { value: 31, message: day } };
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label="Rent a month" error={errors.rent_cents?.message}>
        {(props) => (
          <input inputMode="decimal" {...props} {...register('rent_cents', rules.money('The rent', { zero: false }))} />
        )}
      </Field>
      <Field label="Deposit" error={errors.deposit_cents?.message}>
        {(props) => (
          <input inputMode="decimal" {...props} {...register('deposit_cents', rules.money('The deposit, or 0'))} />
        )}
      </Field>
      <Field label="Due on day" hint="29 to 31 fall on a short month's last day" error={errors.due_day?.message}>
        {(props) => <input type="number" min={1} max={31} {...props} {...register('due_day', dueDay)} />}
      </Field>
    </div>
  );
}

function TenantFields({ form }: Part) {
  const { register, formState, control } = form;
  const people = useFieldArray({ control, name: 'tenants' });
  const errors = formState.errors.tenants;
  return (
    <>
      {people.fields.map((field, i) => (
        <RepeatedRow
          key={field.id}
          legend={`Tenant ${i + 1}`}
          columns="sm:grid-cols-[1.3fr_1.5fr_1.2fr_auto]"
          onRemove={people.fields.length > 1 ? () => people.remove(i) : null}
        >
          <Field label="Tenant" error={errors?.[i]?.name?.message}>
            {(props) => (
              <input autoComplete="off" {...props} {...register(`tenants.${i}.name`, rules.required('Their name'))} />
            )}
          </Field>
          <Field label="Email" error={errors?.[i]?.email?.message}>
            {(props) => (
              <input type="email" autoComplete="off" {...props} {...register(`tenants.${i}.email`, rules.email)} />
            )}
          </Field>
          <Field label="Mobile" optional error={errors?.[i]?.phone?.message}>
            {(props) => <input type="tel" autoComplete="off" {...props} {...register(`tenants.${i}.phone`)} />}
          </Field>
        </RepeatedRow>
      ))}
      <OneMore what="tenant" disabled={people.fields.length >= MAX_TENANTS} onAdd={() => people.append(person)} />
    </>
  );
}
