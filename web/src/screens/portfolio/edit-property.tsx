import { useForm } from 'react-hook-form';
import { useChangeProperty } from '../../api/commands';
import type { Property } from '../../api/types';
import { type StateCode, US_STATES } from '../../format/us-states';
import { humanize, PROPERTY_TYPES, type PropertyType } from '../../format/words';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { AddressFields } from './address-fields';

const STATUSES = [
  { value: 'active', label: 'Active' },
  { value: 'archived', label: 'Archived' },
] as const;

/** Changes what a property is and where it stands. A colleague's change in the meantime is not overwritten. */
export default function EditProperty({ property, onClose }: { property: Property; onClose: () => void }) {
  const change = useChangeProperty(property.id, property.version);
  const { address } = property;
  const form = useForm({
    defaultValues: {
      name: property.name,
      type: (PROPERTY_TYPES.find((known) => known === property.type) ?? 'apartment') as PropertyType,
      status: STATUSES.find(({ value }) => value === property.status)?.value ?? 'active',
      year_built: property.year_built === null ? '' : String(property.year_built),
      owner_name: property.owner_name ?? '',
      address: {
        line1: address.line1,
        line2: address.line2 ?? '',
        city: address.city,
        state: (US_STATES.find(({ value }) => value === address.state)?.value ?? '') as StateCode | '',
        postal_code: address.postal_code,
      },
    },
  });
  const { submit, problem } = useSubmit(form, async ({ year_built, owner_name, address: typed, ...facts }) => {
    const { state, line2, ...rest } = typed;
    // The address is sent only where it was changed: a new one is looked up on the map again.
    const moved = form.formState.dirtyFields.address !== undefined && state !== '';
    await change.mutateAsync({
      ...facts,
      year_built: year_built === '' ? null : Number(year_built),
      owner_name: owner_name.trim() || null,
      ...(moved ? { address: { ...rest, state, line2: line2.trim() || null } } : {}),
    });
    toast('Saved');
    onClose();
  });
  const { register, formState } = form;
  const { errors } = formState;
  // Read here, so that the form keeps account of what was touched.
  void formState.dirtyFields;
  return (
    <Dialog open onClose={onClose} title={`Edit ${property.name}`} wide>
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={change.isPending}
        submit="Save"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
          <Field label="Name" error={errors.name?.message}>
            {(props) => <input autoComplete="off" {...props} {...register('name', rules.required('A name'))} />}
          </Field>
          <Field label="Kind" error={errors.type?.message}>
            {(props) => (
              <select {...props} {...register('type')}>
                {PROPERTY_TYPES.map((type) => (
                  <option key={type} value={type}>
                    {humanize(type)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="State of it" error={errors.status?.message}>
            {(props) => (
              <select {...props} {...register('status')}>
                {STATUSES.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <AddressFields register={register} errors={errors.address} />
        <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
          <Field label="Owner" optional hint="Who stands in the leases as landlord" error={errors.owner_name?.message}>
            {(props) => <input autoComplete="off" {...props} {...register('owner_name')} />}
          </Field>
          <Field label="Year built" optional error={errors.year_built?.message}>
            {(props) => <input type="number" min={1600} max={2200} {...props} {...register('year_built')} />}
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  );
}
