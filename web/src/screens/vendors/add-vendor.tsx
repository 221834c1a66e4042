import { type UseFormReturn, useForm } from 'react-hook-form';
import { useAddVendor } from '../../api/repair-commands';
import type { Trade } from '../../api/types';
import { humanize, TRADES } from '../../format/words';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

type Draft = {
  name: string;
  contact_name: string;
  email: string;
  phone: string;
  trades: Trade[];
  postal_code: string;
  service_radius_km: string;
};

/** Adds somebody who repairs. */
export default function AddVendor({ onClose }: { onClose: () => void }) {
  const add = useAddVendor();
  const form = useForm<Draft>({
    defaultValues: {
      name: '',
      contact_name: '',
      email: '',
      phone: '',
      trades: [],
      postal_code: '',
      service_radius_km: '40',
    },
  });
  const { submit, problem } = useSubmit(form, async ({ contact_name, postal_code, service_radius_km, ...values }) => {
    await add.mutateAsync({
      ...values,
      ...given('contact_name', contact_name),
      ...given('postal_code', postal_code),
      service_radius_km: Number(service_radius_km),
    });
    toast(`${values.name} added`);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a vendor"
      under="Offers go to the mobile number and the email, each with a link to answer by."
      wide
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={add.isPending}
        submit="Add the vendor"
        onCancel={onClose}
      >
        <ContactFields form={form} />
        <TradeFields form={form} />
      </DialogForm>
    </Dialog>
  );
}

type Part = { form: UseFormReturn<Draft> };

function ContactFields({ form: { register, formState } }: Part) {
  const { errors } = formState;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Business" error={errors.name?.message}>
        {(props) => <input autoComplete="off" {...props} {...register('name', rules.required('The name'))} />}
      </Field>
      <Field label="Contact" optional error={errors.contact_name?.message}>
        {(props) => <input autoComplete="off" {...props} {...register('contact_name')} />}
      </Field>
      <Field label="Mobile" error={errors.phone?.message}>
        {(props) => (
          <input
            type="tel"
            autoComplete="off"
            {...props}
            {...register('phone', rules.required('A number that takes text messages'))}
          />
        )}
      </Field>
      <Field label="Email" error={errors.email?.message}>
        {(props) => <input type="email" autoComplete="off" {...props} {...register('email', rules.email)} />}
      </Field>
      <Field label="ZIP code they start from" optional error={errors.postal_code?.message}>
        {(props) => <input inputMode="numeric" autoComplete="off" {...props} {...register('postal_code')} />}
      </Field>
      <Field label="Goes as far as, km" error={errors.service_radius_km?.message}>
        {(props) => (
          <input
            type="number"
            min={1}
            max={500}
            {...props}
            {...register('service_radius_km', rules.required('How far?'))}
          />
        )}
      </Field>
    </div>
  );
}

function TradeFields({ form: { register, formState } }: Part) {
  const { errors } = formState;
  return (
    <fieldset aria-describedby={errors.trades ? 'trades-error' : undefined}>
      <legend className="font-medium text-sm">Trades</legend>
      <div className="grid grid-cols-2 gap-x-3 sm:grid-cols-4">
        {TRADES.map((trade) => (
          <Check
            key={trade}
            label={humanize(trade)}
            value={trade}
            {...register('trades', { validate: (chosen) => chosen.length > 0 || 'At least one trade' })}
          />
        ))}
      </div>
      {errors.trades ? (
        <p id="trades-error" className="text-red text-xs">
          {errors.trades.message}
        </p>
      ) : null}
    </fieldset>
  );
}
