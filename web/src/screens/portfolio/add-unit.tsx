import { useForm } from 'react-hook-form';
import { useAddUnit } from '../../api/commands';
import { Dialog, DialogForm } from '../../ui/dialog';
import { useSubmit } from '../../ui/form';
import { toast } from '../../ui/toast';
import { emptyUnit, toNewUnit, UnitFields } from './unit-fields';

/** Adds one more unit to a property. */
export default function AddUnit({ propertyId, onClose }: { propertyId: string; onClose: () => void }) {
  const add = useAddUnit(propertyId);
  const form = useForm({ defaultValues: emptyUnit });
  const { submit, problem } = useSubmit(form, async (values) => {
    await add.mutateAsync(toNewUnit(values));
    toast(`Unit ${values.number} added`);
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title="Add a unit" wide>
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={add.isPending}
        submit="Add the unit"
        onCancel={onClose}
      >
        <UnitFields register={form.register} errors={form.formState.errors} at="" />
      </DialogForm>
    </Dialog>
  );
}
