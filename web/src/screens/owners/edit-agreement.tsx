import { type Control, useForm, useWatch } from 'react-hook-form';
import { type Agreement, useSetAgreement } from '../../api/owners';
import { formatAmount } from '../../format/money';
import { cents } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { DateField, MoneyField, SelectField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { bpsOf, PercentField } from './percent';

const FEES = { percent: 'A part of the rent collected', flat: 'An amount for each unit' };

type Party = 'owner' | 'manager';
type Draft = {
  starts_on: string;
  fee_kind: keyof typeof FEES;
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
  const { control } = form;
  const isPercent = useWatch({ control, name: 'fee_kind' }) === 'percent';
  const send = async (values: Draft) => {
    await save.mutateAsync({
      ...values,
      fee_bps: isPercent ? (bpsOf(values.fee_bps) ?? 0) : 0,
      fee_flat_cents: isPercent ? 0 : cents(values.fee_flat_cents),
      fee_minimum_cents: cents(values.fee_minimum_cents),
      reserve_cents: cents(values.reserve_cents),
    });
    toast('Agreement saved');
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Agreement with the owners"
      under="It holds from the day you name."
      wide
      submit="Save"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <DateField control={control} name="starts_on" label="From" required="The first day" />
        <SelectField control={control} name="fee_kind" label="Management fee" options={FEES} />
        {isPercent ? (
          <PercentField control={control} name="fee_bps" />
        ) : (
          <MoneyField control={control} name="fee_flat_cents" label="For each unit" hint="A month" zero />
        )}
        <AmountFields control={control} />
      </div>
    </FormDialog>
  );
}

function AmountFields({ control }: { control: Control<Draft> }) {
  return (
    <>
      <MoneyField control={control} name="fee_minimum_cents" label="At least" hint="For each unit and month" zero />
      <MoneyField control={control} name="reserve_cents" label="Keep back" hint="For repairs of this property" zero />
      <SelectField
        control={control}
        name="tenant_fees_to"
        label="Tenants’ late fees go to"
        options={{ manager: 'You', owner: 'The owners' }}
      />
      <SelectField
        control={control}
        name="payment_fees_to"
        label="Fees for taking payments"
        options={{ manager: 'You bear them', owner: 'The owners bear them' }}
      />
    </>
  );
}
