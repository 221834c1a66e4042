import { useForm } from 'react-hook-form';
import { type Owner, useAddOwner, useChangeOwner } from '../../api/owners';
import { formatAmount } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

type Draft = {
  kind: 'person' | 'company';
  name: string;
  contact_name: string;
  email: string;
  phone: string;
  locale: 'en' | 'es';
  payout_method: 'stripe' | 'ach' | 'check';
  reserve_cents: string;
  tax_id: { kind: 'ssn' | 'ein'; number: string };
};

function draftOf(owner: Owner | undefined): Draft {
  return {
    kind: owner?.kind ?? 'person',
    name: owner?.name ?? '',
    contact_name: owner?.contact_name ?? '',
    email: owner?.email ?? '',
    phone: owner?.phone ?? '',
    locale: owner?.locale ?? 'en',
    payout_method: owner?.payout_method ?? 'check',
    reserve_cents: formatAmount(owner?.reserve_cents ?? 0),
    tax_id: { kind: owner?.tax_id_kind === 'ein' ? 'ein' : 'ssn', number: '' },
  };
}

/** What is sent: a tax number only where one was typed, since the one on file is never shown again. */
function bodyOf({ contact_name, phone, reserve_cents, tax_id, ...values }: Draft) {
  return {
    ...values,
    ...given('contact_name', contact_name),
    ...given('phone', phone),
    reserve_cents: cents(reserve_cents),
    ...(tax_id.number.trim() === '' ? {} : { tax_id }),
  };
}

/** Adds somebody for whom property is managed. */
export function NewOwner({ onClose }: { onClose: () => void }) {
  const add = useAddOwner();
  const send = async (values: Draft) => {
    const { payout_method } = await add.mutateAsync(bodyOf(values));
    const detail = payout_method === 'stripe' ? { detail: 'Invite them to Stripe from their page.' } : {};
    toast(`${values.name} added`, detail);
    onClose();
  };
  const words = {
    title: 'Add an owner',
    under: 'Say what they own on a property’s page afterwards.',
    submit: 'Add the owner',
  };
  return <OwnerForm words={words} busy={add.isPending} send={send} onClose={onClose} />;
}

/** Changes an owner's details; from then on statements and payouts go by them. */
export function EditOwner({ owner, onClose }: { owner: Owner; onClose: () => void }) {
  const change = useChangeOwner(owner.id, owner.version);
  const send = async (values: Draft) => {
    const emptied = {
      ...(values.contact_name.trim() === '' ? { contact_name: null } : {}),
      ...(values.phone.trim() === '' ? { phone: null } : {}),
    };
    await change.mutateAsync({ ...bodyOf(values), ...emptied });
    toast('Saved');
    onClose();
  };
  const words = { title: 'Owner’s details', under: 'Statements and payouts to come go by them.', submit: 'Save' };
  return <OwnerForm words={words} owner={owner} busy={change.isPending} send={send} onClose={onClose} />;
}

type FormProps = {
  words: { title: string; under: string; submit: string };
  owner?: Owner;
  busy: boolean;
  send: (values: Draft) => Promise<void>;
  onClose: () => void;
};

function OwnerForm({ words, owner, busy, send, onClose }: FormProps) {
  const form = useForm<Draft>({ defaultValues: draftOf(owner) });
  const { register, formState, watch } = form;
  const { errors } = formState;
  const { submit, problem } = useSubmit(form, send);
  const about = { onSubmit: () => void submit(), problem, busy, onCancel: onClose };
  const onFile = owner?.tax_id_last4;
  return (
    <Dialog open onClose={onClose} title={words.title} under={words.under} wide>
      <DialogForm {...about} submit={words.submit}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Is" error={errors.kind?.message}>
            {(props) => (
              <select {...props} {...register('kind')}>
                <option value="person">A person</option>
                <option value="company">A company</option>
              </select>
            )}
          </Field>
          <Field label="Name" error={errors.name?.message}>
            {(props) => (
              <input autoComplete="off" maxLength={120} {...props} {...register('name', rules.required('The name'))} />
            )}
          </Field>
          <Field label="Email" hint="Statements go there" error={errors.email?.message}>
            {(props) => <input type="email" autoComplete="off" {...props} {...register('email', rules.email)} />}
          </Field>
          <Field label="Mobile" optional error={errors.phone?.message}>
            {(props) => <input type="tel" autoComplete="off" {...props} {...register('phone')} />}
          </Field>
          {watch('kind') === 'company' ? (
            <Field label="Contact" optional error={errors.contact_name?.message}>
              {(props) => <input autoComplete="off" maxLength={120} {...props} {...register('contact_name')} />}
            </Field>
          ) : null}
          <Field label="Language" error={errors.locale?.message}>
            {(props) => (
              <select {...props} {...register('locale')}>
                <option value="en">English</option>
                <option value="es">Spanish</option>
              </select>
            )}
          </Field>
          <Field label="Paid by" error={errors.payout_method?.message}>
            {(props) => (
              <select {...props} {...register('payout_method')}>
                <option value="check">Check</option>
                <option value="ach">Bank transfer</option>
                <option value="stripe">Stripe</option>
              </select>
            )}
          </Field>
          <Field label="Keep back" hint="For what may come, besides properties" error={errors.reserve_cents?.message}>
            {(props) => (
              <input inputMode="decimal" {...props} {...register('reserve_cents', rules.money('How much?'))} />
            )}
          </Field>
          <Field label="Tax number is" error={errors.tax_id?.kind?.message}>
            {(props) => (
              <select {...props} {...register('tax_id.kind')}>
                <option value="ssn">A Social Security number</option>
                <option value="ein">An EIN</option>
              </select>
            )}
          </Field>
          <Field
            label="Tax number"
            hint={onFile ? `Ends in ${onFile}; type it only to change it` : 'For their 1099; kept sealed'}
            optional
            error={errors.tax_id?.number?.message}
          >
            {(props) => (
              <input
                inputMode="numeric"
                autoComplete="off"
                {...props}
                {...register('tax_id.number', {
                  validate: (text) => /^(\D*\d){9}\D*$/.test(text) || text.trim() === '' || 'Nine digits',
                })}
              />
            )}
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  );
}
