import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Lease } from '../../api/types';
import { formatDate, today } from '../../format/dates';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ReasonDialog } from '../../ui/form-dialog';
import { Loaded } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';
import { DepositClock } from './clock';
import { Line, MovementLine } from './movement-line';
import { type Deposit, depositOf, type Movement, useVoidDeduction } from './queries';

const DIALOGS = {
  keep: lazy(() => import('./keep-part')),
  return: lazy(() => import('./return-deposit')),
  transfer: lazy(() => import('./transfer-deposit')),
  interest: lazy(() => import('./add-interest')),
  moved: lazy(() => import('./moved-out')),
};
type Doing = keyof typeof DIALOGS;

/** A lease's deposit: what came, what became of it, and by when the rest must be back. Nothing where none came. */
export function DepositPanel({ lease }: { lease: Lease }) {
  const asked = useQuery(depositOf(lease.id));
  if (asked.data === null) return null;
  return (
    <Card title="Deposit" aside={asked.data ? <DepositClock deposit={asked.data} /> : undefined}>
      <Loaded asked={asked}>
        {(deposit) => (deposit === null ? null : <Account deposit={deposit} lease={lease} />)}
      </Loaded>
    </Card>
  );
}

function Account({ deposit, lease }: { deposit: Deposit; lease: Lease }) {
  const may = useMay()('deposits.write');
  const [doing, setDoing] = useState<Doing | null>(null);
  const [takingBack, setTakingBack] = useState<Movement | null>(null);
  const takeBack = useVoidDeduction(deposit.lease_id);
  const close = () => setDoing(null);
  const Opened = doing === null ? null : DIALOGS[doing];
  return (
    <div className="grid gap-3 px-3.5 py-3">
      <ul className="grid gap-1.5">
        <Line label="Received" amount={deposit.received_cents} />
        {deposit.movements.map((movement) => (
          <MovementLine key={movement.id} movement={movement} onTakeBack={may ? setTakingBack : null} />
        ))}
        <Line label="Held" amount={deposit.held_cents} isStrong />
      </ul>
      {deposit.in_transit_cents > 0 ? (
        <p>
          <Tag tone="transit">In transit</Tag> <Money cents={deposit.in_transit_cents} /> of it is still on its way
          between banks.
        </p>
      ) : null}
      <Facts deposit={deposit} />
      {deposit.rule ? (
        <p className="text-ink-3 text-xs">
          {[deposit.rule.text, deposit.rule.source].join('. ')}. {deposit.rule.warnings.join(' ')}
        </p>
      ) : null}
      {may ? <Actions deposit={deposit} onDo={setDoing} /> : null}
      <Suspense fallback={null}>
        {Opened ? (
          <Opened deposit={deposit} tenants={lease.tenants} today={today(lease.time_zone)} onClose={close} />
        ) : null}
      </Suspense>
      {takingBack ? (
        <ReasonDialog
          title="Take this deduction back"
          under="The money is held for the tenants again; what it paid is owed again."
          submit="Take it back"
          onClose={() => setTakingBack(null)}
          onSubmit={async (reason) => {
            await takeBack.mutateAsync({ movementId: takingBack.id, reason });
            toast('Taken back');
          }}
        />
      ) : null}
    </div>
  );
}

/** When they moved out, where they get their mail, and the paper that they got. */
function Facts({ deposit }: { deposit: Deposit }) {
  const { moved_out_on, forwarding_address, statement_document_id, statement_sent_at } = deposit;
  if (moved_out_on === null && forwarding_address === null && statement_document_id === null) return null;
  return (
    <p className="text-ink-2">
      {moved_out_on === null ? null : `Moved out ${formatDate(moved_out_on)}. `}
      {forwarding_address === null ? null : `Mail goes to ${forwarding_address}. `}
      {statement_document_id === null ? null : (
        <>
          <a className="link" href={`/v1/documents/${statement_document_id}/download`}>
            Statement (PDF)
          </a>
          {statement_sent_at === null ? null : (
            <>
              , sent <DateText at={statement_sent_at} brief />
            </>
          )}
        </>
      )}
    </p>
  );
}

/** What may be done with it now: before the lease's end only what changes nobody's share. */
function Actions({ deposit: { status, held_cents }, onDo }: { deposit: Deposit; onDo: (doing: Doing) => void }) {
  if (status === 'settled') return null;
  const isDue = status === 'due';
  const mayGo = isDue && held_cents > 0;
  return (
    <div className={`flex flex-wrap gap-2 ${mayGo ? '' : '-ml-3'}`}>
      {mayGo ? (
        <>
          <Button look="primary" onClick={() => onDo('return')}>
            Return it
          </Button>
          <Button onClick={() => onDo('keep')}>Keep a part</Button>
          <Button onClick={() => onDo('transfer')}>Move it to the next lease</Button>
        </>
      ) : null}
      <Button look="quiet" onClick={() => onDo('interest')}>
        Add interest
      </Button>
      <Button look="quiet" onClick={() => onDo('moved')}>
        {isDue ? 'Moving out' : 'New address'}
      </Button>
    </div>
  );
}
