import { useRouter } from '@tanstack/react-router';
import { type UseFormReturn, useFieldArray, useForm } from 'react-hook-form';
import { useAddProperty } from '../../api/commands';
import { count, PROPERTY_KINDS, type PropertyType } from '../../format/words';
import { Button } from '../../ui/button';
import { given } from '../../ui/form';
import { FormDialog } from '../../ui/form-dialog';
import { SelectField, TextField } from '../../ui/inputs';
import { toast } from '../../ui/toast';
import { type AddressDraft, AddressFields } from './address-fields';
import { emptyUnit, toNewUnit, type UnitDraft, UnitFields } from './unit-fields';

const MAX_UNITS = 100;

type Draft = {
  name: string;
  type: PropertyType;
  address: AddressDraft;
  units: UnitDraft[];
};

/** A property with its address and all its units in one call. */
export default function AddProperty({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const add = useAddProperty();
  const form = useForm<Draft>({
    defaultValues: {
      name: '',
      type: 'apartment',
      address: { line1: '', line2: '', city: '', state: '', postal_code: '' },
      units: [emptyUnit],
    },
  });
  const send = async ({ name, type, address, units: drafts }: Draft) => {
    const { line2, state, ...required } = address;
    if (state === '') return;
    const property = await add.mutateAsync({
      name: name.trim() || address.line1.trim(),
      type,
      address: { ...required, state, ...given('line2', line2) },
      units: drafts.map(toNewUnit),
    });
    toast(`${property.name} added with ${count(drafts.length, 'unit')}`);
    await router.navigate({ to: '/properties/$propertyId', params: { propertyId: property.id } });
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Add a property"
      under="Its place on the map and its time zone come from the address."
      wide
      submit="Add the property"
      onClose={onClose}
    >
      <AddressFields control={form.control} />
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <TextField
          control={form.control}
          name="name"
          label="Name"
          optional
          hint="The street address where none is given"
        />
        <SelectField control={form.control} name="type" label="Kind" options={PROPERTY_KINDS} />
      </div>
      <UnitsFields form={form} />
    </FormDialog>
  );
}

function UnitsFields({ form }: { form: UseFormReturn<Draft> }) {
  const units = useFieldArray({ control: form.control, name: 'units' });
  return (
    <fieldset className="grid gap-3 border-line border-t pt-4">
      <legend className="float-left font-medium">Units</legend>
      {units.fields.map((field, i) => (
        <div key={field.id} className="clear-both grid items-start gap-2 sm:grid-cols-[1fr_auto]">
          <UnitFields control={form.control} at={`units.${i}.`} />
          {units.fields.length > 1 ? (
            <Button
              look="quiet"
              small
              className="sm:mt-[27px]"
              onClick={() => units.remove(i)}
              aria-label={`Remove unit ${i + 1}`}
            >
              Remove
            </Button>
          ) : null}
        </div>
      ))}
      <div>
        <Button
          small
          disabled={units.fields.length >= MAX_UNITS}
          onClick={() => {
            const last = form.getValues('units').at(-1);
            units.append({ ...(last ?? emptyUnit), number: '' });
          }}
        >
          One more unit
        </Button>
      </div>
    </fieldset>
  );
}
