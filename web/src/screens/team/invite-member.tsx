import { useForm } from 'react-hook-form';
import { useInviteMember } from '../../api/commands';
import type { Role } from '../../api/types';
import { ROLE_WORDS, ROLES } from '../../format/words';
import { FormDialog } from '../../ui/form-dialog';
import { EmailField } from '../../ui/inputs';
import { toast } from '../../ui/toast';

/** Invites somebody to the team by email. */
export default function InviteMember({ onClose }: { onClose: () => void }) {
  const invite = useInviteMember();
  const form = useForm({ defaultValues: { email: '', role: 'manager' as Role } });
  const send = async (values: { email: string; role: Role }) => {
    await invite.mutateAsync(values);
    toast(`Invitation sent to ${values.email}`);
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Invite somebody"
      under="They get a link by email and choose a password of their own."
      submit="Send the invitation"
      onClose={onClose}
    >
      <EmailField control={form.control} name="email" label="Email" />
      <fieldset>
        <legend className="mb-1 font-medium text-sm">Role</legend>
        {ROLES.map((role) => (
          <label key={role} className="flex items-start gap-2.5 rounded-md px-2 py-1.5 has-checked:bg-green-soft">
            <input
              type="radio"
              value={role}
              className="mt-0.5 size-4 shrink-0 accent-green"
              {...form.register('role')}
            />
            <span>
              <span className="font-medium">{ROLE_WORDS[role].word}</span>{' '}
              <span className="text-ink-2">{ROLE_WORDS[role].can}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}
