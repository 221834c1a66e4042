import { useForm } from 'react-hook-form';
import { type Agreement, useSetAgreement } from '../../api/owners';
import { formatAmount } from '../../format/money';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { bpsOf } from './edit-shares';

type Party = 'owner' | 'manager';
type Draft = {
  starts_on: string;
  fee_kind: 'percent' | 'flat';
  fee_bps: string;
  fee_flat_cents: string;
  fee_minimum_cents: string;
  reserve_cents: string;
  tenant_fees_to: Party;
  payment_fees_to: Party;
};

function draftOf(agreed: Agreement | undefined, startsOn: string): Draft {
  return {
    starts_on: startsOn,
    fee_kind: agreed?.fee_kind ?? 'percent',
    fee_bps: String((agreed?.fee_bps ?? 800) / 100),
    fee_flat_cents: formatAmount(agreed?.fee_flat_cents ?? 0),
    fee_minimum_cents: formatAmount(agreed?.fee_minimum_cents ?? 0),
    reserve_cents: formatAmount(agreed?.reserve_cents ?? 0),
    tenant_fees_to: agreed?.tenant_fees_to ?? 'manager',
    payment_fees_to: agreed?.payment_fees_to ?? 'manager',
  };
}

/** Agrees with a property's owners on what the manager earns, and who bears what, from a day on. */
export default function EditAgreement({
  propertyId,
  startsOn,
  agreed,
  onClose,
}: {
  propertyId: string;
  /** Today, where the property is. */
  startsOn: string;
  agreed: Agreement | undefined;
  onClose: () => void;
}) {
  const save = useSetAgreement(propertyId);
  const form = useForm<Draft>({ defaultValues: draftOf(agreed, startsOn) });
  const { register, formState, watch } = form;
  const { errors } = formState;
  const isPercent = watch('fee_kind') === 'percent';
  const { submit, problem } = useSubmit(form, async (values) => {
    await save.mutateAsync({
      ...values,
      fee_bps: isPercent ? (bpsOf(values.fee_bps) ?? 0) : 0,
      fee_flat_cents: isPercent ? 0 : cents(values.fee_flat_cents),
      fee_minimum_cents: cents(values.fee_minimum_cents),
      reserve_cents: cents(values.reserve_cents),
    });
    toast('Agreement saved');
    onClose();
  });
  const amount = (name: 'fee_flat_cents' | 'fee_minimum_cents' | 'reserve_cents', label: string, hint: string) => (
    <Field label={label} hint={hint} error={errors[name]?.message}>
      {(props) => <input inputMode="decimal" {...props} {...register(name, rules.money('How much?'))} />}
    </Field>
  );
  const party = (name: 'tenant_fees_to' | 'payment_fees_to', label: string, owner: string, manager: string) => (
    <Field label={label} error={errors[name]?.message}>
      {(props) => (
        <select {...props} {...register(name)}>
          <option value="manager">{manager}</option>
          <option value="owner">{owner}</option>
        </select>
      )}
    </Field>
  );
  const about = { onSubmit: () => void submit(), problem, busy: save.isPending, onCancel: onClose };
  return (
    <Dialog open onClose={onClose} title="Agreement with the owners" under="It holds from the day you name." wide>
      <DialogForm {...about} submit="Save">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="From" error={errors.starts_on?.message}>
            {(props) => <input type="date" {...props} {...register('starts_on', rules.required('The first day'))} />}
          </Field>
          <Field label="Management fee" error={errors.fee_kind?.message}>
            {(props) => (
              <select {...props} {...register('fee_kind')}>
                <option value="percent">A part of the rent collected</option>
                <option value="flat">An amount for each unit</option>
              </select>
            )}
          </Field>
          {isPercent ? (
            <Field label="Percent" error={errors.fee_bps?.message}>
              {(props) => (
                <input
                  inputMode="decimal"
                  {...props}
                  {...register('fee_bps', { validate: (text) => bpsOf(text) !== null || 'A part such as 8 or 8.5' })}
                />
              )}
            </Field>
          ) : (
            amount('fee_flat_cents', 'For each unit', 'A month')
          )}
          {amount('fee_minimum_cents', 'At least', 'For each unit and month')}
          {amount('reserve_cents', 'Keep back', 'For repairs of this property')}
          {party('tenant_fees_to', 'Tenants’ late fees go to', 'The owners', 'You')}
          {party('payment_fees_to', 'Fees for taking payments', 'The owners bear them', 'You bear them')}
        </div>
      </DialogForm>
    </Dialog>
  );
}
