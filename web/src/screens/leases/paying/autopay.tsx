import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type Autopay as AutopayAnswer,
  payingQueries,
  useAutopayOff,
  useHoldAutopay,
  useLiftHold,
} from '../../../api/paying';
import type { Lease } from '../../../api/types';
import { useMay } from '../../../frame/session';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/form-dialog';
import { Loaded } from '../../../ui/page';
import { Tag } from '../../../ui/tag';
import { toast, toastProblem } from '../../../ui/toast';
import { DateText, Money } from '../../../ui/values';

/** A lease's autopay: the next debit, its notice, stopped months, and the words that were authorized. */
export function Autopay({ lease }: { lease: Lease }) {
  const asked = useQuery(payingQueries.autopay(lease.id));
  return (
    <Loaded asked={asked} lines={2}>
      {(autopay) => (autopay.mandate === null ? <Off /> : <On lease={lease} autopay={autopay} />)}
    </Loaded>
  );
}

function Off() {
  return (
    <div className="flex flex-wrap items-center gap-3 px-3.5 py-3">
      <Tag tone="plain">Autopay off</Tag>
      <p className="min-w-0 grow text-ink-2">Tenants turn it on with their own link; only they can.</p>
    </div>
  );
}

function On({ lease, autopay }: { lease: Lease; autopay: AutopayAnswer }) {
  const writes = useMay()('payments.write');
  const off = useAutopayOff(lease.id);
  const [asking, setAsking] = useState(false);
  const payer = lease.tenants.find((tenant) => tenant.id === autopay.mandate?.tenant_id)?.name;
  return (
    <div className="grid gap-3 px-3.5 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <Tag tone={autopay.halted_because === null ? 'ok' : 'bad'}>
          {autopay.halted_because === null ? 'Autopay on' : 'Autopay holds still'}
        </Tag>
        <span>
          {payer ?? 'A tenant'} pays from {autopay.mandate?.method_label}
        </span>
      </p>
      {autopay.halted_because === null ? null : <p className="text-ink-2">{autopay.halted_because}.</p>}
      <Next lease={lease} autopay={autopay} writes={writes} />
      {autopay.notices.slice(0, 3).map((notice) => (
        <p key={`${notice.period} ${notice.amount_cents}`} className="text-ink-2">
          Told on <DateText at={notice.sent_on} brief /> that the debit of <DateText at={notice.debit_on} brief /> will
          be <Money cents={notice.amount_cents} currency={lease.currency} />
        </p>
      ))}
      <details>
        <summary className="cursor-pointer text-ink-2">What was authorized</summary>
        <p className="whitespace-pre-line py-2 text-ink-2">{autopay.mandate?.authorization}</p>
      </details>
      {writes ? (
        <div>
          <Button small look="quiet" className="-ml-2.5" onClick={() => setAsking(true)}>
            Turn it off
          </Button>
        </div>
      ) : null}
      {asking ? (
        <ReasonDialog
          title="Turn autopay off?"
          under="The payer is told, with your reason. Only they can turn it on again."
          submit="Turn it off"
          danger
          onSubmit={async (reason) => {
            await off.mutateAsync({ reason });
            toast('Autopay is off');
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

function Next({ lease, autopay, writes }: { lease: Lease; autopay: AutopayAnswer; writes: boolean }) {
  const hold = useHoldAutopay(lease.id);
  const lift = useLiftHold(lease.id);
  const { next_debit: next, holds } = autopay;
  const act = async (work: Promise<unknown>, said: string) => {
    try {
      await work;
      toast(said);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      toastProblem(error);
    }
  };
  return (
    <>
      {next === null || next.is_held ? null : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="min-w-0 grow">
            Next: <Money cents={next.amount_cents} currency={lease.currency} className="font-medium" /> on{' '}
            <DateText at={next.debit_on} brief />
            <span className="text-ink-2">
              {' '}
              · the payer can stop it until <DateText at={next.stop_by} brief />
            </span>
          </p>
          {writes ? (
            <Button
              small
              look="quiet"
              busy={hold.isPending}
              onClick={() =>
                void act(hold.mutateAsync({ period: next.period, kind: 'pause' }), 'Paused for this month')
              }
            >
              Pause this month
            </Button>
          ) : null}
        </div>
      )}
      {holds.map((held) => (
        <div key={held.period} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Tag tone="wait">{held.kind === 'pause' ? 'Paused' : 'Stopped'}</Tag>
          <span className="min-w-0 grow">
            The debit of <DateText at={held.debit_on} brief />
            {held.in_time ? '' : ', asked for late: not promised'}
          </span>
          {writes ? (
            <Button
              small
              look="quiet"
              busy={lift.isPending}
              onClick={() => void act(lift.mutateAsync({ period: held.period }), 'Autopay goes on')}
            >
              Let it pay after all
            </Button>
          ) : null}
        </div>
      ))}
    </>
  );
}
