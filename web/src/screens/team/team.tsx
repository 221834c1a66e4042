import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useChangeRole, useRemoveMember } from '../../api/commands';
import { queries } from '../../api/queries';
import type { Member, Role } from '../../api/types';
import { ROLE_WORDS } from '../../format/words';
import { useMay, useSession } from '../../frame/session';
import { Button } from '../../ui/button';
import { type Column, DataTable } from '../../ui/data-table';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Loaded, PageHead } from '../../ui/page';
import { StateTag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';

const InviteMember = lazy(() => import('./invite-member'));

/** The team: who may do what. A role changes at once and can be taken back. */
export function Team() {
  const asked = useQuery(queries.members());
  const may = useMay();
  const session = useSession();
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const changeRole = useRoleChange();
  const writes = may('members.write');
  const columns: Column<Member>[] = [
    {
      id: 'who',
      header: 'Person',
      sort: (m) => m.name ?? m.email,
      cell: (m) => (
        <>
          <span className="font-medium">{m.name ?? m.email}</span>
          {m.user_id === session?.user.id ? <span className="text-ink-3"> · you</span> : null}
          <span className="wrap-anywhere block text-ink-2">{m.email}</span>
        </>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      sort: (m) => m.role,
      cell: (m) =>
        writes && m.user_id !== session?.user.id ? (
          <select
            aria-label={`Role of ${m.name ?? m.email}`}
            value={m.role}
            onChange={(event) => changeRole(m, event.target.value as Role)}
            className="control w-auto! max-w-32 sm:max-w-full"
          >
            {Object.entries(ROLE_WORDS).map(([role, { word }]) => (
              <option key={role} value={role}>
                {word}
              </option>
            ))}
          </select>
        ) : (
          (ROLE_WORDS[m.role]?.word ?? m.role)
        ),
    },
    {
      id: 'can',
      header: 'May',
      from: 'lg',
      cell: (m) => <span className="text-ink-2">{ROLE_WORDS[m.role]?.can}</span>,
    },
    { id: 'status', header: 'State', from: 'sm', cell: (m) => <StateTag of="member" state={m.status} /> },
    ...(writes
      ? [
          {
            id: 'actions',
            header: 'Actions',
            quiet: true,
            end: true,
            from: 'sm' as const,
            cell: (m: Member) =>
              m.user_id === session?.user.id ? null : (
                <Button small look="quiet" onClick={() => setLeaving(m)}>
                  Remove<span className="sr-only"> {m.name ?? m.email}</span>
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHead
        title="Team"
        actions={
          writes ? (
            <Button look="primary" onClick={() => setInviting(true)}>
              Invite somebody
            </Button>
          ) : null
        }
      />
      <div className="card">
        <Loaded asked={asked}>
          {(members) => <DataTable label="Team" rows={members} columns={columns} rowId={(m) => m.id} />}
        </Loaded>
      </div>
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
            `${member.name ?? member.email} is now ${(ROLE_WORDS[role]?.word ?? role).toLowerCase()}`,
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
  const who = member.name ?? member.email;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${who}?`}
      under="They are signed out at once. What they did stays in the records."
    >
      <DialogForm
        danger
        onSubmit={() =>
          remove.mutate(member.id, {
            onSuccess: () => {
              toast(`${who} removed`);
              onClose();
            },
          })
        }
        problem={remove.error}
        busy={remove.isPending}
        submit="Remove"
        onCancel={onClose}
      >
        <p>They can be invited again later.</p>
      </DialogForm>
    </Dialog>
  );
}
