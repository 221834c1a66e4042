import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useChangeRole, useRemoveMember } from '../../api/commands';
import { queries } from '../../api/queries';
import type { Member, Role } from '../../api/types';
import { ROLE_WORDS, ROLES } from '../../format/words';
import { useMay, useSession } from '../../frame/session';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { ConfirmDialog } from '../../ui/form-dialog';
import { Loaded, PageHead } from '../../ui/page';
import { StateTag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';

const InviteMember = lazy(() => import('./invite-member'));
const ApiKeys = lazy(() => import('./api-keys'));

const nameOf = (member: Member) => member.name ?? member.email;

type Offers = {
  /** The signed-in person, whose own role and place are not theirs to change. */
  ownId: string | undefined;
  writes: boolean;
  onRole: (member: Member, role: Role) => void;
  onRemove: (member: Member) => void;
};

function RoleChoice({ member, onRole }: { member: Member; onRole: Offers['onRole'] }) {
  const set = (role: string) => {
    const chosen = ROLES.find((known) => known === role);
    if (chosen) onRole(member, chosen);
  };
  return (
    <select
      aria-label={`Role of ${nameOf(member)}`}
      value={member.role}
      onChange={(event) => set(event.target.value)}
      className="control w-auto! max-w-32 sm:max-w-full"
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {ROLE_WORDS[role].word}
        </option>
      ))}
    </select>
  );
}

function RemoveButton({
  member,
  onRemove,
  className = '',
}: {
  member: Member;
  onRemove: Offers['onRemove'];
  className?: string;
}) {
  return (
    <Button small look="quiet" className={className} onClick={() => onRemove(member)}>
      Remove<span className="sr-only"> {nameOf(member)}</span>
    </Button>
  );
}

/** On a phone the button to remove stands under the role. */
function columnsFor({ ownId, writes, onRole, onRemove }: Offers): Column<Member>[] {
  const mayChange = (member: Member) => writes && member.user_id !== ownId;
  return [
    {
      id: 'who',
      header: 'Person',
      sort: nameOf,
      cell: (m) => (
        <>
          <span className="wrap-anywhere font-medium">{nameOf(m)}</span>
          {m.user_id !== null && m.user_id === ownId ? <span className="text-ink-3"> · you</span> : null}
          {m.name ? <span className="wrap-anywhere block text-ink-2">{m.email}</span> : null}
        </>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      sort: (m) => m.role,
      cell: (m) =>
        mayChange(m) ? (
          <>
            <RoleChoice member={m} onRole={onRole} />
            <RemoveButton member={m} onRemove={onRemove} className="mt-1 sm:hidden!" />
          </>
        ) : (
          ROLE_WORDS[m.role].word
        ),
    },
    { id: 'can', header: 'May', from: 'lg', cell: (m) => <span className="text-ink-2">{ROLE_WORDS[m.role].can}</span> },
    { id: 'status', header: 'State', from: 'sm', cell: (m) => <StateTag of="member" state={m.status} /> },
    {
      id: 'actions',
      header: 'Actions',
      quiet: true,
      end: true,
      from: 'sm',
      cell: (m) => (mayChange(m) ? <RemoveButton member={m} onRemove={onRemove} /> : null),
    },
  ];
}

/** The team: who may do what. A role changes at once and can be taken back. */
export function Team() {
  const asked = useQuery(queries.members());
  const may = useMay();
  const writes = may('members.write');
  const ownId = useSession()?.user?.id;
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const onRole = useRoleChange();
  const columns = columnsFor({ ownId, writes, onRole, onRemove: setLeaving });
  const invite = (
    <Button look="primary" onClick={() => setInviting(true)}>
      Invite somebody
    </Button>
  );
  return (
    <>
      <PageHead title="Team" actions={writes ? invite : null} />
      <div className="card">
        <Loaded asked={asked}>
          {(members) => <DataTable label="Team" rows={members} columns={columns} rowId={(m) => m.id} />}
        </Loaded>
      </div>
      {may('api_keys.write') ? (
        <Suspense fallback={<Skeleton lines={3} />}>
          <ApiKeys />
        </Suspense>
      ) : null}
      {inviting ? (
        <Suspense fallback={null}>
          <InviteMember onClose={() => setInviting(false)} />
        </Suspense>
      ) : null}
      {leaving ? <Remove member={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}

/** Changes a role on the screen at once, puts it back where the API refuses, and offers to undo it where not. */
function useRoleChange() {
  const queryClient = useQueryClient();
  const { mutate } = useChangeRole();
  const { queryKey } = queries.members();
  const show = (id: string, role: Role) =>
    queryClient.setQueryData(queryKey, (old) => old?.map((m) => (m.id === id ? { ...m, role } : m)));
  const change = (member: Member, role: Role, undoable = true) => {
    show(member.id, role);
    mutate(
      { id: member.id, role },
      {
        onSuccess: () =>
          toast(
            `${nameOf(member)} is now ${ROLE_WORDS[role].word.toLowerCase()}`,
            undoable ? { undo: () => change(member, member.role, false) } : {},
          ),
        onError: (error) => {
          show(member.id, member.role);
          toastProblem(error);
        },
      },
    );
  };
  return change;
}

function Remove({ member, onClose }: { member: Member; onClose: () => void }) {
  const remove = useRemoveMember();
  const who = nameOf(member);
  return (
    <ConfirmDialog
      title={`Remove ${who}?`}
      under="They are signed out at once. What they did stays in the records."
      submit="Remove"
      onConfirm={async () => {
        await remove.mutateAsync(member.id);
        toast(`${who} removed`);
      }}
      onClose={onClose}
    >
      <p>They can be invited again later.</p>
    </ConfirmDialog>
  );
}
