import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { answer, api } from '../../api/client';
import type { Finding } from '../../api/types';
import { keyed, useCommand } from '../../api/use-command';
import { today } from '../../format/dates';
import { useMay, useSession } from '../../frame/session';
import { Button } from '../../ui/button';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

const KINDS = [
  { value: 'rent', label: 'The rent' },
  { value: 'parking', label: 'Parking, each month' },
  { value: 'pet_rent', label: 'Pet rent, each month' },
  { value: 'storage', label: 'Storage, each month' },
  { value: 'utilities', label: 'Utilities, each month' },
  { value: 'less', label: 'Less rent for some time' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

type Draft = { kind: Kind; label: string; amount: string; from: string; to: string; told: string; reason: string };

/** What was typed, as the API takes it: one addition at a time. */
function additionOf({ kind, label, amount, from, to }: Draft) {
  if (kind === 'rent') return { rent_steps: [{ effective_on: from, rent_cents: cents(amount) }] };
  if (kind === 'less') {
    const off = {
      kind: 'amount' as const,
      label: label.trim(),
      monthly_cents: cents(amount),
      starts_on: from,
      ends_on: to,
    };
    return { concessions: [off] };
  }
  const charge = { kind, label: label.trim(), amount_cents: cents(amount), starts_on: from, ...given('ends_on', to) };
  return { recurring: [charge] };
}

/** A button that amends a signed lease, for who may sign one. */
export function AmendLease({ leaseId }: { leaseId: string }) {
  const [open, setOpen] = useState(false);
  if (!useMay()('leases.sign')) return null;
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Amend
      </Button>
      {open ? <Amendment leaseId={leaseId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Amendment({ leaseId, onClose }: { leaseId: string; onClose: () => void }) {
  const latest = today(useSession()?.organization.time_zone);
  const [warnings, setWarnings] = useState<readonly Finding[] | null>(null);
  const amend = useCommand(
    (body: ReturnType<typeof additionOf> & { notice_given_on?: string; reason?: string }, header) =>
      answer(api.POST('/v1/leases/{id}/amendments', { params: keyed(leaseId, header), body })),
    ['leases', 'schedule', 'ledger', 'workflows'],
  );
  const form = useForm<Draft>({
    defaultValues: { kind: 'rent', label: '', amount: '', from: '', to: '', told: latest, reason: '' },
  });
  const kind = useWatch({ control: form.control, name: 'kind' });
  const { errors } = form.formState;
  const { submit, problem } = useSubmit(form, async (values) => {
    const body = { ...additionOf(values), ...given('notice_given_on', values.told), ...given('reason', values.reason) };
    const made = await amend.mutateAsync(body);
    toast('The lease is amended');
    if (made.warnings.length === 0) onClose();
    else setWarnings(made.warnings);
  });
  if (warnings !== null) return <Warned warnings={warnings} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Amend the lease"
      under="From a month that is not charged yet. Tell the tenants in writing; within a fixed term they must agree."
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={amend.isPending}
        submit="Amend it"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="What changes">
            {(props) => (
              <select {...props} {...form.register('kind')}>
                {KINDS.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={kind === 'rent' ? 'The new rent' : 'Each month'} error={errors.amount?.message}>
            {(props) => (
              <input
                inputMode="decimal"
                {...props}
                {...form.register('amount', rules.money('How much?', { zero: false }))}
              />
            )}
          </Field>
          {kind === 'rent' ? null : (
            <Field label="Called" error={errors.label?.message}>
              {(props) => <input maxLength={60} {...props} {...form.register('label', rules.required('A name'))} />}
            </Field>
          )}
          <Field label="From" error={errors.from?.message}>
            {(props) => <input type="date" {...props} {...form.register('from', rules.required('From which day?'))} />}
          </Field>
          {kind === 'rent' ? null : (
            <Field label="To" optional={kind !== 'less'} error={errors.to?.message}>
              {(props) => (
                <input
                  type="date"
                  {...props}
                  {...form.register('to', kind === 'less' ? rules.required('Until which day?') : {})}
                />
              )}
            </Field>
          )}
          <Field label="Told in writing on" error={errors.told?.message}>
            {(props) => <input type="date" max={latest} {...props} {...form.register('told')} />}
          </Field>
        </div>
        <Field label="Why" optional error={errors.reason?.message}>
          {(props) => <input maxLength={500} {...props} {...form.register('reason')} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}

/** It is done; what rules on file say of it stands until it is read. */
function Warned({ warnings, onClose }: { warnings: readonly Finding[]; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Amended. Please look at this" under="Rules on file that say something of it">
      <ul className="grid gap-2 px-5 py-4">
        {warnings.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{message}</li>
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
