import { useQuery } from '@tanstack/react-query';
import { type Control, useForm, useWatch } from 'react-hook-form';
import { type NewBillBody, ownerQueries, useAddBill } from '../../api/owners';
import { queries } from '../../api/queries';
import { today } from '../../format/dates';
import { useSession } from '../../frame/session';
import { cents, given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { choices, DateField, MoneyField, SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

type Category = NewBillBody['category'];
const CATEGORIES = {
  repairs: 'Repairs',
  cleaning: 'Cleaning',
  landscaping: 'Landscaping',
  utilities: 'Utilities',
  insurance: 'Insurance',
  taxes: 'Taxes',
  association: 'Association',
  legal: 'Legal',
  other: 'Other',
} as const satisfies Record<Category, string>;

type Draft = {
  property_id: string;
  unit_id: string;
  payee: string;
  category: Category;
  description: string;
  number: string;
  amount_cents: string;
  billed_on: string;
  due_on: string;
};

/** Writes a bill down as a draft; owners bear it once it is approved. */
export default function NewBill({ onClose }: { onClose: () => void }) {
  const add = useAddBill();
  const zone = useSession()?.organization.time_zone;
  const properties = useQuery(ownerQueries.properties()).data?.data ?? [];
  const form = useForm<Draft>({
    defaultValues: {
      property_id: '',
      unit_id: '',
      payee: '',
      category: 'repairs',
      description: '',
      number: '',
      amount_cents: '',
      billed_on: today(zone),
      due_on: '',
    },
  });
  const { control } = form;
  const propertyId = useWatch({ control, name: 'property_id' });
  const units = useQuery({ ...queries.unitsOf(propertyId), enabled: propertyId !== '' }).data ?? [];
  const send = async ({ unit_id, number, due_on, amount_cents, ...values }: Draft) => {
    await add.mutateAsync({
      ...values,
      ...given('unit_id', unit_id),
      ...given('number', number),
      ...given('due_on', due_on),
      amount_cents: cents(amount_cents),
    });
    toast('Bill written down');
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="New bill"
      under="A draft: nothing is owed before it is approved."
      wide
      submit="Write it down"
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          control={control}
          name="property_id"
          label="Property"
          required="Which property?"
          empty="Choose…"
          options={choices(properties, ({ name }) => name)}
        />
        <SelectField
          control={control}
          name="unit_id"
          label="Unit"
          optional
          empty="The whole property"
          options={choices(units, (unit) => unit.number)}
        />
        <BillFields control={control} />
      </div>
    </FormDialog>
  );
}

function BillFields({ control }: { control: Control<Draft> }) {
  return (
    <>
      <TextField control={control} name="payee" label="From whom" maxLength={120} required="Who sent it?" />
      <SelectField control={control} name="category" label="For" options={CATEGORIES} />
      <TextField
        className="sm:col-span-2"
        control={control}
        name="description"
        label="What it is for"
        maxLength={300}
        required="What was done or bought?"
      />
      <MoneyField control={control} name="amount_cents" label="Amount" />
      <TextField control={control} name="number" label="Number" optional maxLength={60} />
      <DateField control={control} name="billed_on" label="Day of the bill" required="The day" />
      <DateField control={control} name="due_on" label="Due" optional />
    </>
  );
}
