import { type Control, useForm, useWatch } from 'react-hook-form';
import { type Owner, useAddOwner, useChangeOwner } from '../../api/owners';
import { formatAmount } from '../../format/money';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { EmailField, MoneyField, SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

const KINDS = { person: 'A person', company: 'A company' };
const LOCALES = { en: 'English', es: 'Spanish' };
const PAID_BY = { check: 'Check', ach: 'Bank transfer', stripe: 'Stripe' };
const TAX_IDS = { ssn: 'A Social Security number', ein: 'An EIN' };

type Draft = {
  kind: keyof typeof KINDS;
  name: string;
  contact_name: string;
  email: string;
  phone: string;
  locale: keyof typeof LOCALES;
  payout_method: keyof typeof PAID_BY;
  reserve_cents: string;
  tax_id: { kind: keyof typeof TAX_IDS; number: string };
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
  return <OwnerForm words={words} send={send} onClose={onClose} />;
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
  return <OwnerForm words={words} owner={owner} send={send} onClose={onClose} />;
}

type FormProps = {
  words: { title: string; under: string; submit: string };
  owner?: Owner;
  send: (values: Draft) => Promise<void>;
  onClose: () => void;
};

function OwnerForm({ words, owner, send, onClose }: FormProps) {
  const form = useForm<Draft>({ defaultValues: draftOf(owner) });
  return (
    <FormDialog {...words} form={form} send={send} wide onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <PersonFields control={form.control} />
        <PaidFields control={form.control} onFile={owner?.tax_id_last4} />
      </div>
    </FormDialog>
  );
}

function PersonFields({ control }: { control: Control<Draft> }) {
  const kind = useWatch({ control, name: 'kind' });
  return (
    <>
      <SelectField control={control} name="kind" label="Is" options={KINDS} />
      <TextField control={control} name="name" label="Name" maxLength={120} required="The name" />
      <EmailField control={control} name="email" label="Email" hint="Statements go there" />
      <TextField control={control} name="phone" label="Mobile" type="tel" optional />
      {kind === 'company' ? (
        <TextField control={control} name="contact_name" label="Contact" optional maxLength={120} />
      ) : null}
      <SelectField control={control} name="locale" label="Language" options={LOCALES} />
    </>
  );
}

function PaidFields({ control, onFile }: { control: Control<Draft>; onFile: string | null | undefined }) {
  return (
    <>
      <SelectField control={control} name="payout_method" label="Paid by" options={PAID_BY} />
      <MoneyField
        control={control}
        name="reserve_cents"
        label="Keep back"
        hint="For what may come, besides properties"
        zero
      />
      <SelectField control={control} name="tax_id.kind" label="Tax number is" options={TAX_IDS} />
      <TextField
        control={control}
        name="tax_id.number"
        label="Tax number"
        inputMode="numeric"
        hint={onFile ? `Ends in ${onFile}; type it only to change it` : 'For their 1099; kept sealed'}
        optional
        check={(typed) => /^\s*$|^(\D*\d){9}\D*$/.test(typed) || 'Nine digits'}
      />
    </>
  );
}
