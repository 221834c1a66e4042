import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type Control, type UseFormReturn, useFieldArray, useForm, useWatch } from 'react-hook-form';
import { useStartLease } from '../../api/commands';
import type { NewLease } from '../../api/inputs';
import { queries } from '../../api/queries';
import type { Application, Unit } from '../../api/types';
import { addMonths, today } from '../../format/dates';
import { formatAmount } from '../../format/money';
import { listWords } from '../../format/words';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { OneMore, RepeatedRow } from '../../ui/repeated';
import { toast } from '../../ui/toast';
import { UnitPicker } from '../portfolio/unit-picker';
import { type MainDraft, PersonFields, RentFields, TermFields } from './lease-fields';

const person = { name: '', email: '', phone: '' };
const MONTHS = 12;
const MAX_TENANTS = 8;

type Draft = MainDraft & { unit_id: string; tenants: (typeof person)[] };

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
  const send = async (draft: Draft) => {
    const lease = await start.mutateAsync(toNewLease(draft, applicationId));
    toast('Lease drawn up', { detail: 'It can now go out for signature.' });
    await router.navigate({ to: '/leases/$leaseId', params: { leaseId: lease.id }, search: { tab: 'documents' } });
  };
  const known = application.data ? `For ${listWords(application.data.names)}, as approved.` : '';
  return (
    <FormDialog
      form={form}
      send={send}
      title="Start a lease"
      under={known || 'Nothing binds until everybody has signed.'}
      wide
      submit="Draw up the lease"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
        <UnitPicker label="Unit" units={units} control={form.control} name="unit_id" />
        <TermFields control={form.control} />
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <RentFields control={form.control} />
      </div>
      {applicationId ? null : <TenantFields control={form.control} />}
    </FormDialog>
  );
}

function TenantFields({ control }: { control: Control<Draft> }) {
  const people = useFieldArray({ control, name: 'tenants' });
  return (
    <>
      {people.fields.map((field, i) => (
        <RepeatedRow
          key={field.id}
          legend={`Tenant ${i + 1}`}
          columns="sm:grid-cols-[1.3fr_1.5fr_1.2fr_auto]"
          onRemove={people.fields.length > 1 ? () => people.remove(i) : null}
        >
          <PersonFields control={control} at={`tenants.${i}`} label="Tenant" />
        </RepeatedRow>
      ))}
      <OneMore what="tenant" disabled={people.fields.length >= MAX_TENANTS} onAdd={() => people.append(person)} />
    </>
  );
}
