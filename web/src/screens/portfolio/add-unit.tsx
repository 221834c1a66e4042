import { useForm } from 'react-hook-form';
import { useAddUnit } from '../../api/commands';
import { FormDialog } from '../../ui/form-dialog';
import { toast } from '../../ui/toast';
import { emptyUnit, toNewUnit, type UnitDraft, UnitFields } from './unit-fields';

/** Adds one more unit to a property. */
export default function AddUnit({ propertyId, onClose }: { propertyId: string; onClose: () => void }) {
  const add = useAddUnit(propertyId);
  const form = useForm({ defaultValues: emptyUnit });
  const send = async (values: UnitDraft) => {
    await add.mutateAsync(toNewUnit(values));
    toast(`Unit ${values.number} added`);
    onClose();
  };
  return (
    <FormDialog form={form} send={send} title="Add a unit" wide submit="Add the unit" onClose={onClose}>
      <UnitFields control={form.control} at="" />
    </FormDialog>
  );
}
