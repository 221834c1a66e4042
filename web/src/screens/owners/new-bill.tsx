import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { type NewBillBody, ownerQueries, useAddBill } from '../../api/owners';
import { queries } from '../../api/queries';
import { today } from '../../format/dates';
import { humanize } from '../../format/words';
import { useSession } from '../../frame/session';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { cents, given, rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';

type Category = NewBillBody['category'];
const CATEGORIES: readonly Category[] = [
  'repairs',
  'cleaning',
  'landscaping',
  'utilities',
  'insurance',
  'taxes',
  'association',
  'legal',
  'other',
];

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
  const { register, formState, watch } = form;
  const { errors } = formState;
  const propertyId = watch('property_id');
  const units = useQuery({ ...queries.unitsOf(propertyId), enabled: propertyId !== '' }).data ?? [];
  const { submit, problem } = useSubmit(form, async ({ unit_id, number, due_on, amount_cents, ...values }) => {
    await add.mutateAsync({
      ...values,
      ...given('unit_id', unit_id),
      ...given('number', number),
      ...given('due_on', due_on),
      amount_cents: cents(amount_cents),
    });
    toast('Bill written down');
    onClose();
  });
  const about = { onSubmit: () => void submit(), problem, busy: add.isPending, onCancel: onClose };
  return (
    <Dialog open onClose={onClose} title="New bill" under="A draft: nothing is owed before it is approved." wide>
      <DialogForm {...about} submit="Write it down">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Property" error={errors.property_id?.message}>
            {(props) => (
              <select {...props} {...register('property_id', rules.required('Which property?'))}>
                <option value="">Choose…</option>
                {properties.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Unit" optional error={errors.unit_id?.message}>
            {(props) => (
              <select {...props} {...register('unit_id')}>
                <option value="">The whole property</option>
                {units.map(({ id, number }) => (
                  <option key={id} value={id}>
                    {number}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="From whom" error={errors.payee?.message}>
            {(props) => <input maxLength={120} {...props} {...register('payee', rules.required('Who sent it?'))} />}
          </Field>
          <Field label="For" error={errors.category?.message}>
            {(props) => (
              <select {...props} {...register('category')}>
                {CATEGORIES.map((category) => (
                  <option key={category} value={category}>
                    {humanize(category)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field className="sm:col-span-2" label="What it is for" error={errors.description?.message}>
            {(props) => (
              <input
                maxLength={300}
                {...props}
                {...register('description', rules.required('What was done or bought?'))}
              />
            )}
          </Field>
          <Field label="Amount" error={errors.amount_cents?.message}>
            {(props) => (
              <input
                inputMode="decimal"
                {...props}
                {...register('amount_cents', rules.money('How much?', { zero: false }))}
              />
            )}
          </Field>
          <Field label="Number" optional error={errors.number?.message}>
            {(props) => <input maxLength={60} {...props} {...register('number')} />}
          </Field>
          <Field label="Day of the bill" error={errors.billed_on?.message}>
            {(props) => <input type="date" {...props} {...register('billed_on', rules.required('The day'))} />}
          </Field>
          <Field label="Due" optional error={errors.due_on?.message}>
            {(props) => <input type="date" {...props} {...register('due_on')} />}
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  );
}
