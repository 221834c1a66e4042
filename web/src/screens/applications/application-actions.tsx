import { useState } from 'react';
import { useRemind, useRenew, useWithdraw } from '../../api/commands';
import type { Application } from '../../api/types';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { ReasonDialog } from '../../ui/form-dialog';
import { toast, toastProblem } from '../../ui/toast';

const WITH_HOUSEHOLD = new Set<Application['status']>(['invited', 'in_progress']);
const OPEN = new Set<Application['status']>(['invited', 'in_progress', 'submitted', 'screening', 'decision_pending']);

/** What may be done about an application before it is decided: remind, open again, end at the household's wish. */
export function ApplicationActions({ application: { id, status } }: { application: Application }) {
  const remind = useRemind(id);
  const renew = useRenew(id);
  const [ending, setEnding] = useState(false);
  if (!useMay()('applications.write')) return null;
  const done = (title: string) => ({ onSuccess: () => toast(title), onError: toastProblem });
  return (
    <>
      {OPEN.has(status) ? (
        <Button look="quiet" onClick={() => setEnding(true)}>
          They withdrew
        </Button>
      ) : null}
      {WITH_HOUSEHOLD.has(status) ? (
        <Button
          busy={remind.isPending}
          onClick={() => remind.mutate(undefined, done('Reminded who has not handed in'))}
        >
          Remind them
        </Button>
      ) : null}
      {status === 'expired' ? (
        <Button busy={renew.isPending} onClick={() => renew.mutate(undefined, done('Open again, with new links'))}>
          Invite again
        </Button>
      ) : null}
      {ending ? <Withdraw id={id} onClose={() => setEnding(false)} /> : null}
    </>
  );
}

function Withdraw({ id, onClose }: { id: string; onClose: () => void }) {
  const withdraw = useWithdraw(id);
  return (
    <ReasonDialog
      danger
      title="Did they withdraw?"
      under="The application ends, and its links no longer work."
      submit="End the application"
      maxLength={500}
      onSubmit={async (reason) => {
        await withdraw.mutateAsync({ reason });
        toast('Withdrawn');
      }}
      onClose={onClose}
    />
  );
}
