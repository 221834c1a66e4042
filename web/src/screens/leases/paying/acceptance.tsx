import { useState } from 'react';
import { useAccepting } from '../../../api/paying';
import type { Lease } from '../../../api/types';
import { useMay } from '../../../frame/session';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/form-dialog';
import { Tag } from '../../../ui/tag';
import { toast, toastProblem } from '../../../ui/toast';
import { ChargeStored } from './charge-stored';

const OVER = new Set(['draft', 'out_for_signature', 'closed', 'canceled']);

/** Whether payments are taken on a lease, the switch for it, and charging a stored way to pay. */
export function Acceptance({ lease }: { lease: Lease }) {
  const writes = useMay()('payments.write') && !OVER.has(lease.status);
  const accepting = useAccepting(lease.id);
  const [dialog, setDialog] = useState<'stop' | 'charge' | null>(null);
  const open = lease.accepting_payments;
  const resume = async () => {
    try {
      await accepting.mutateAsync({ accepting: true });
      toast('Payments are accepted again');
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      toastProblem(error);
    }
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 px-3.5 py-3">
        <Tag tone={open ? 'ok' : 'bad'}>{open ? 'Accepted' : 'Not accepted'}</Tag>
        <p className="min-w-0 grow text-ink-2">
          {open
            ? 'Tenants can pay by link, and autopay asks on the due date.'
            : 'Tenants read that nothing is taken for now, and autopay holds still. What is with the bank goes on.'}
        </p>
        {writes && open ? (
          <>
            <Button onClick={() => setDialog('charge')}>Charge a stored method</Button>
            <Button look="quiet" onClick={() => setDialog('stop')}>
              Stop accepting
            </Button>
          </>
        ) : null}
        {writes && !open ? (
          <Button busy={accepting.isPending} onClick={() => void resume()}>
            Accept again
          </Button>
        ) : null}
      </div>
      {dialog === 'stop' ? (
        <ReasonDialog
          title="Stop accepting payments?"
          under="For when taking rent could count as a waiver, as after a notice. Nothing can be paid or recorded until you accept again."
          submit="Stop accepting"
          maxLength={300}
          danger
          onSubmit={async (reason) => {
            await accepting.mutateAsync({ accepting: false, reason });
            toast('Payments are not accepted for now');
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'charge' ? <ChargeStored lease={lease} onClose={() => setDialog(null)} /> : null}
    </>
  );
}
