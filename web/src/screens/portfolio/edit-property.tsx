import { useForm } from 'react-hook-form';
import { useChangeProperty } from '../../api/commands';
import type { Property } from '../../api/types';
import { US_STATES } from '../../format/us-states';
import { PROPERTY_KINDS, PROPERTY_TYPES, type PropertyType } from '../../format/words';
import { FormDialog } from '../../ui/form-dialog';
import { NumberField, SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { type AddressDraft, AddressFields } from './address-fields';

const STATUSES = { active: 'Active', archived: 'Archived' };
type Draft = {
  name: string;
  type: PropertyType;
  status: keyof typeof STATUSES;
  year_built: string;
  owner_name: string;
  address: AddressDraft;
};

/** Changes what a property is and where it stands. A colleague's change in the meantime is not overwritten. */
export default function EditProperty({ property, onClose }: { property: Property; onClose: () => void }) {
  const change = useChangeProperty(property.id, property.version);
  const form = useForm<Draft>({ defaultValues: draftOf(property) });
  const { control } = form;
  const send = async ({ year_built, owner_name, address: typed, ...facts }: Draft) => {
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
  };
  // Read here, so that the form keeps account of what was touched.
  void form.formState.dirtyFields;
  return (
    <FormDialog form={form} send={send} title={`Edit ${property.name}`} wide submit="Save" onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
        <TextField control={control} name="name" label="Name" required="A name" />
        <SelectField control={control} name="type" label="Kind" options={PROPERTY_KINDS} />
        <SelectField control={control} name="status" label="State of it" options={STATUSES} />
      </div>
      <AddressFields control={control} />
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <TextField
          control={control}
          name="owner_name"
          label="Owner"
          optional
          hint="Who stands in the leases as landlord"
        />
        <NumberField
          control={control}
          name="year_built"
          label="Year built"
          optional
          between={[1600, 2200]}
          words="A year such as 1978"
        />
      </div>
    </FormDialog>
  );
}

/** A property as its form holds it. */
function draftOf(property: Property): Draft {
  const { address } = property;
  return {
    name: property.name,
    type: PROPERTY_TYPES.find((known) => known === property.type) ?? 'apartment',
    status: property.status === 'archived' ? 'archived' : 'active',
    year_built: property.year_built === null ? '' : String(property.year_built),
    owner_name: property.owner_name ?? '',
    address: {
      line1: address.line1,
      line2: address.line2 ?? '',
      city: address.city,
      state: US_STATES.find(({ value }) => value === address.state)?.value ?? '',
      postal_code: address.postal_code,
    },
  };
}
