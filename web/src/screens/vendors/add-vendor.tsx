import { type Control, type UseFormReturn, useForm } from 'react-hook-form';
import { useAddVendor } from '../../api/repair-commands';
import type { Trade } from '../../api/types';
import { humanize, TRADES } from '../../format/words';
import { Check } from '../../ui/field';
import { given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { EmailField, NumberField, TextField } from '../../ui/inputs';
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
  const send = async ({ contact_name, postal_code, service_radius_km, ...values }: Draft) => {
    await add.mutateAsync({
      ...values,
      ...given('contact_name', contact_name),
      ...given('postal_code', postal_code),
      service_radius_km: Number(service_radius_km),
    });
    toast(`${values.name} added`);
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Add a vendor"
      under="Offers go to the mobile number and the email, each with a link to answer by."
      wide
      submit="Add the vendor"
      onClose={onClose}
    >
      <ContactFields control={form.control} />
      <TradeFields form={form} />
    </FormDialog>
  );
}

function ContactFields({ control }: { control: Control<Draft> }) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField control={control} name="name" label="Business" required="The name" />
      <TextField control={control} name="contact_name" label="Contact" optional />
      <TextField
        control={control}
        name="phone"
        label="Mobile"
        type="tel"
        required="A number that takes text messages"
      />
      <EmailField control={control} name="email" label="Email" />
      <TextField control={control} name="postal_code" label="ZIP code they start from" inputMode="numeric" optional />
      <NumberField
        control={control}
        name="service_radius_km"
        label="Goes as far as, km"
        between={[1, 500]}
        words="1 to 500"
        required="How far?"
      />
    </div>
  );
}

function TradeFields({ form: { register, formState } }: { form: UseFormReturn<Draft> }) {
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
