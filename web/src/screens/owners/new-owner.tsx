import { useForm } from 'react-hook-form';
import { useAddOwner } from '../../api/owners';
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
};

const FRESH: Draft = {
  kind: 'person',
  name: '',
  contact_name: '',
  email: '',
  phone: '',
  locale: 'en',
  payout_method: 'check',
  reserve_cents: '0.00',
};

/** Adds somebody for whom property is managed. */
export default function NewOwner({ onClose }: { onClose: () => void }) {
  const add = useAddOwner();
  const form = useForm<Draft>({ defaultValues: FRESH });
  const { register, formState, watch } = form;
  const { errors } = formState;
  const { submit, problem } = useSubmit(form, async ({ contact_name, phone, reserve_cents, ...values }) => {
    await add.mutateAsync({
      ...values,
      ...given('contact_name', contact_name),
      ...given('phone', phone),
      reserve_cents: cents(reserve_cents),
    });
    toast(`${values.name} added`);
    onClose();
  });
  const about = { onSubmit: () => void submit(), problem, busy: add.isPending, onCancel: onClose };
  return (
    <Dialog open onClose={onClose} title="Add an owner" under="Say what they own on a property’s page afterwards." wide>
      <DialogForm {...about} submit="Add the owner">
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
        </div>
      </DialogForm>
    </Dialog>
  );
}
