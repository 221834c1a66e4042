import { useState } from 'react';
import { type Control, useForm, useWatch } from 'react-hook-form';
import { answer, api } from '../../api/client';
import type { Finding, Lease } from '../../api/types';
import { keyed, useCommand } from '../../api/use-command';
import { today, withDays } from '../../format/dates';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { DateField, MoneyField, SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

const KINDS = {
  rent: 'The rent',
  parking: 'Parking, each month',
  pet_rent: 'Pet rent, each month',
  storage: 'Storage, each month',
  utilities: 'Utilities, each month',
  less: 'Less rent for some time',
} as const;

type Draft = {
  kind: keyof typeof KINDS;
  label: string;
  amount: string;
  from: string;
  to: string;
  told: string;
  reason: string;
};

/** What was typed, as the API takes it: one addition at a time. */
function additionOf({ kind, label, amount, from, to }: Draft) {
  if (kind === 'rent') return { rent_steps: [{ effective_on: from, rent_cents: cents(amount) }] };
  const called = { label: label.trim(), starts_on: from };
  if (kind === 'less') {
    return { concessions: [{ ...called, kind: 'amount' as const, monthly_cents: cents(amount), ends_on: to }] };
  }
  return { recurring: [{ ...called, kind, amount_cents: cents(amount), ...given('ends_on', to) }] };
}

/** The API's names of what the form asks for; only one addition is sent at a time. */
const FIELDS: Readonly<Record<string, keyof Draft>> = {
  effective_on: 'from',
  starts_on: 'from',
  ends_on: 'to',
  rent_cents: 'amount',
  amount_cents: 'amount',
  monthly_cents: 'amount',
  notice_given_on: 'told',
};
const fieldOf = (path: string) => {
  const last = path.split('.').at(-1) ?? path;
  return FIELDS[last] ?? last;
};

const STANDS: ReadonlySet<string> = new Set(['signed', 'scheduled', 'active']);

/** A button that amends a signed lease that is not over, for who may sign one. */
export function AmendLease({ lease }: { lease: Lease }) {
  const [open, setOpen] = useState(false);
  const [warnings, setWarnings] = useState<readonly Finding[]>([]);
  if (!useMay()('leases.sign') || !STANDS.has(lease.status)) return null;
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Amend
      </Button>
      {open ? <Amendment lease={lease} onWarned={setWarnings} onClose={() => setOpen(false)} /> : null}
      {warnings.length > 0 ? <Warned warnings={warnings} onClose={() => setWarnings([])} /> : null}
    </>
  );
}

function Amendment({
  lease,
  onWarned,
  onClose,
}: {
  lease: Lease;
  onWarned: (warnings: readonly Finding[]) => void;
  onClose: () => void;
}) {
  const latest = today(lease.time_zone);
  const amend = useCommand(
    (body: ReturnType<typeof additionOf> & { notice_given_on?: string; reason?: string }, header) =>
      answer(api.POST('/v1/leases/{id}/amendments', { params: keyed(lease.id, header), body })),
    ['leases', 'schedule', 'ledger', 'workflows'],
  );
  const form = useForm<Draft>({
    defaultValues: { kind: 'rent', label: '', amount: '', from: '', to: '', told: latest, reason: '' },
  });
  const send = async (values: Draft) => {
    const told = { ...given('notice_given_on', values.told), ...given('reason', values.reason) };
    const { warnings } = await amend.mutateAsync({ ...additionOf(values), ...told });
    toast('The lease is amended', { detail: 'The tenants are told.' });
    onClose();
    onWarned(warnings);
  };
  return (
    <FormDialog
      form={form}
      send={send}
      fieldOf={fieldOf}
      title="Amend the lease"
      under="From a month that is not charged yet. Within a fixed term the tenants must agree. They get a message that says what changes."
      submit="Amend it"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <ChangeFields control={form.control} />
        <DateField control={form.control} name="told" label="Told in writing on" latest={latest} />
      </div>
      <TextField control={form.control} name="reason" label="Why" hint="The tenants read it" optional maxLength={500} />
    </FormDialog>
  );
}

function ChangeFields({ control }: { control: Control<Draft> }) {
  const kind = useWatch({ control, name: 'kind' });
  const isRent = kind === 'rent';
  return (
    <>
      <SelectField control={control} name="kind" label="What changes" options={KINDS} />
      <MoneyField control={control} name="amount" label={isRent ? 'The new rent' : 'Each month'} />
      {isRent ? null : <TextField control={control} name="label" label="Called" maxLength={60} required="A name" />}
      <DateField control={control} name="from" label="From" required="From which day?" />
      {isRent ? null : (
        <DateField
          control={control}
          name="to"
          label="To"
          optional={kind !== 'less'}
          {...(kind === 'less' ? { required: 'Until which day?' } : {})}
        />
      )}
    </>
  );
}

/** It is done; what rules on file say of it stands until it is read. */
function Warned({ warnings, onClose }: { warnings: readonly Finding[]; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Amended. Please look at this" under="Rules on file that say something of it">
      <ul className="grid gap-2 px-5 py-4">
        {warnings.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{withDays(message)}</li>
        ))}
      </ul>
      <div className="border-line border-t px-5 py-3 text-right">
        <Button look="primary" onClick={onClose}>
          I have read it
        </Button>
      </div>
    </Dialog>
  );
}
