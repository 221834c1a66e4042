import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFieldArray, useForm, useWatch } from 'react-hook-form';
import { useStartLease } from '../../api/commands';
import { queries } from '../../api/queries';
import { addMonths, today } from '../../format/dates';
import { formatAmount } from '../../format/money';
import { listWords } from '../../format/words';
import { Button } from '../../ui/button';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { UnitPicker } from '../portfolio/unit-picker';

const person = { name: '', email: '', phone: '' };

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
  const unit = useQuery({ ...queries.unit(unitId ?? ''), enabled: Boolean(unitId) });
  const application = useQuery({ ...queries.application(applicationId ?? ''), enabled: Boolean(applicationId) });
  const startsOn = application.data?.desired_move_in_on ?? today();
  const form = useForm({
    defaultValues: {
      unit_id: unitId ?? '',
      starts_on: startsOn,
      ends_on: addMonths(startsOn, 12),
      rent_cents: '',
      deposit_cents: '',
      due_day: '1',
      tenants: applicationId ? [] : [person],
    },
  });
  const { register, setValue, getFieldState, control } = form;
  const people = useFieldArray({ control, name: 'tenants' });
  const chosenId = useWatch({ control, name: 'unit_id' });
  const chosen = (vacant.data ?? []).find((u) => u.id === chosenId) ?? unit.data;

  // What the application or the unit says is only a proposal: a field somebody has typed in is left alone.
  useEffect(() => {
    const terms = application.data ?? chosen;
    if (!terms) return;
    if (!getFieldState('rent_cents').isDirty) setValue('rent_cents', formatAmount(terms.rent_cents));
    if (!getFieldState('deposit_cents').isDirty) setValue('deposit_cents', formatAmount(terms.deposit_cents));
    if (application.data && !getFieldState('starts_on').isDirty) {
      setValue('starts_on', startsOn);
      setValue('ends_on', addMonths(startsOn, application.data.term_months));
    }
  }, [application.data, chosen, startsOn, setValue, getFieldState]);

  const { submit, problem } = useSubmit(form, async (values) => {
    const lease = await start.mutateAsync({
      unit_id: values.unit_id,
      starts_on: values.starts_on,
      ...given('ends_on', values.ends_on),
      rent_cents: cents(values.rent_cents),
      deposit_cents: cents(values.deposit_cents),
      due_day: Number(values.due_day),
      ...(applicationId
        ? { application_id: applicationId }
        : { tenants: values.tenants.map(({ phone, ...rest }) => ({ ...rest, ...given('phone', phone) })) }),
    });
    toast('Lease drawn up', { detail: 'It can now go out for signature.' });
    await router.navigate({ to: '/leases/$leaseId', params: { leaseId: lease.id }, search: { tab: 'documents' } });
  });
  const { errors } = form.formState;
  const units =
    unit.data && !vacant.data?.some((u) => u.id === unitId)
      ? { ...vacant, data: [unit.data, ...(vacant.data ?? [])] }
      : vacant;
  const under = application.data
    ? `For ${listWords(application.data.names)}, as approved.`
    : 'Nothing is binding until everybody has signed.';
  return (
    <Dialog open onClose={onClose} title="Start a lease" under={under} wide>
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={start.isPending}
        submit="Draw up the lease"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
          <Field label="Unit" error={errors.unit_id?.message}>
            {(props) => (
              <UnitPicker units={units} control={props} register={register('unit_id', rules.required('Which unit?'))} />
            )}
          </Field>
          <Field label="First day" error={errors.starts_on?.message}>
            {(props) => <input type="date" {...props} {...register('starts_on', rules.required('The first day'))} />}
          </Field>
          <Field label="Last day" optional hint="Empty: month to month" error={errors.ends_on?.message}>
            {(props) => (
              <input
                type="date"
                {...props}
                {...register('ends_on', {
                  validate: (end, all) => end === '' || end > all.starts_on || 'After the first day',
                })}
              />
            )}
          </Field>
        </div>
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="Rent a month" error={errors.rent_cents?.message}>
            {(props) => (
              <input
                inputMode="decimal"
                {...props}
                {...register('rent_cents', rules.money('The rent', { zero: false }))}
              />
            )}
          </Field>
          <Field label="Deposit" error={errors.deposit_cents?.message}>
            {(props) => (
              <input inputMode="decimal" {...props} {...register('deposit_cents', rules.money('The deposit, or 0'))} />
            )}
          </Field>
          <Field label="Due on day" hint="29 to 31 fall on a short month's last day" error={errors.due_day?.message}>
            {(props) => (
              <input
                type="number"
                min={1}
                max={31}
                {...props}
                {...register('due_day', {
                  required: '1 to 31',
                  min: { value: 1, message: '1 to 31' },
                  max: { value: 31, message: '1 to 31' },
                })}
              />
            )}
          </Field>
        </div>
        {people.fields.map((field, i) => (
          <fieldset
            key={field.id}
            className="grid gap-3 border-line border-t pt-3 sm:grid-cols-[1.3fr_1.5fr_1.2fr_auto]"
          >
            <legend className="sr-only">Tenant {i + 1}</legend>
            <Field label="Tenant" error={errors.tenants?.[i]?.name?.message}>
              {(props) => (
                <input autoComplete="off" {...props} {...register(`tenants.${i}.name`, rules.required('Their name'))} />
              )}
            </Field>
            <Field label="Email" error={errors.tenants?.[i]?.email?.message}>
              {(props) => (
                <input type="email" autoComplete="off" {...props} {...register(`tenants.${i}.email`, rules.email)} />
              )}
            </Field>
            <Field label="Mobile" optional error={errors.tenants?.[i]?.phone?.message}>
              {(props) => <input type="tel" autoComplete="off" {...props} {...register(`tenants.${i}.phone`)} />}
            </Field>
            {people.fields.length > 1 ? (
              <Button
                look="quiet"
                small
                className="sm:mt-[27px]"
                aria-label={`Remove tenant ${i + 1}`}
                onClick={() => people.remove(i)}
              >
                Remove
              </Button>
            ) : null}
          </fieldset>
        ))}
        {applicationId ? null : (
          <div>
            <Button small onClick={() => people.append(person)}>
              One more tenant
            </Button>
          </div>
        )}
      </DialogForm>
    </Dialog>
  );
}
