import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useAddApiKey, useRemoveApiKey } from '../../api/commands';
import { queries } from '../../api/queries';
import type { ApiKey, Role } from '../../api/types';
import { ROLE_WORDS, ROLES } from '../../format/words';
import { Button } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { Dialog } from '../../ui/dialog';
import { ConfirmDialog, FormDialog } from '../../ui/form-dialog';
import { SelectField, TextField } from '../../ui/inputs';
import { Loaded } from '../../ui/page';
import { toast } from '../../ui/toast';
import { DateText } from '../../ui/values';

const ROLE_CHOICES = Object.fromEntries(
  ROLES.map((role) => [role, `${ROLE_WORDS[role].word}: ${ROLE_WORDS[role].can}`]),
);

/** Keys of programs: what each may do, when it was last used; a new one is shown once. */
export default function ApiKeys() {
  const asked = useQuery(queries.apiKeys());
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  return (
    <Card
      className="mt-4.5"
      title="API keys"
      aside={
        <Button small onClick={() => setMaking(true)}>
          Make a key
        </Button>
      }
    >
      <Loaded asked={asked} lines={2}>
        {(keys) =>
          keys.length > 0 ? (
            <DataTable label="API keys" rows={keys} columns={columnsFor(setEnding)} rowId={(key) => key.id} />
          ) : (
            <EmptyState title="No program has a key">With one, a program may do what its role may do.</EmptyState>
          )
        }
      </Loaded>
      {making ? <MakeKey onClose={() => setMaking(false)} /> : null}
      {ending ? <EndKey apiKey={ending} onClose={() => setEnding(null)} /> : null}
    </Card>
  );
}

function columnsFor(onEnd: (key: ApiKey) => void): Column<ApiKey>[] {
  return [
    {
      id: 'name',
      header: 'Program',
      cell: (key) => (
        <>
          <span className="font-medium">{key.name}</span>
          <span className="block text-ink-3 text-xs">ends in {key.hint}</span>
        </>
      ),
    },
    { id: 'role', header: 'Role', cell: (key) => ROLE_WORDS[key.role].word },
    {
      id: 'used',
      header: 'Last used',
      from: 'sm',
      cell: (key) =>
        key.last_used_at ? <DateText at={key.last_used_at} /> : <span className="text-ink-3">never</span>,
    },
    {
      id: 'until',
      header: 'Until',
      from: 'md',
      cell: (key) =>
        key.expires_at ? <DateText at={key.expires_at} /> : <span className="text-ink-3">you end it</span>,
    },
    {
      id: 'actions',
      header: 'Actions',
      quiet: true,
      end: true,
      cell: (key) => (
        <Button small look="quiet" onClick={() => onEnd(key)}>
          End<span className="sr-only"> {key.name}</span>
        </Button>
      ),
    },
  ];
}

function MakeKey({ onClose }: { onClose: () => void }) {
  const add = useAddApiKey();
  const [made, setMade] = useState<string | null>(null);
  const form = useForm({ defaultValues: { name: '', role: 'read_only' as Role } });
  const send = async (values: { name: string; role: Role }) => setMade((await add.mutateAsync(values)).key);
  if (made) {
    return (
      <Dialog open onClose={onClose} title="Keep this key now" under="It is shown this once.">
        <div className="grid gap-3 px-5 py-4.5">
          <code className="wrap-anywhere rounded-md bg-sunk px-3 py-2.5">{made}</code>
          <div className="flex justify-end gap-2">
            <Button onClick={() => void navigator.clipboard.writeText(made).then(() => toast('Copied'))}>Copy</Button>
            <Button look="primary" onClick={onClose}>
              I have kept it
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      form={form}
      send={send}
      title="Make an API key"
      under="A program with it may do what its role may do."
      submit="Make the key"
      onClose={onClose}
    >
      <TextField
        control={form.control}
        name="name"
        label="What for"
        maxLength={120}
        placeholder="Bookkeeping"
        required="A name to know it by"
      />
      <SelectField control={form.control} name="role" label="Role" options={ROLE_CHOICES} />
    </FormDialog>
  );
}

function EndKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const remove = useRemoveApiKey();
  return (
    <ConfirmDialog
      title={`End the key of ${apiKey.name}?`}
      under="The program is refused at once."
      submit="End it"
      onConfirm={async () => {
        await remove.mutateAsync(apiKey.id);
        toast('The key is ended');
      }}
      onClose={onClose}
    >
      <p>This cannot be taken back; a new key can be made.</p>
    </ConfirmDialog>
  );
}
