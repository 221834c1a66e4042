import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { keyed, useCommand } from '../../api/use-command';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import { ReasonDialog } from '../../ui/form-dialog';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';
import { type Difference, NAME } from './queries';

/** What differs and is not closed, each with its likely cause and what to do about it. */
export function WorkList({ differences }: { differences: readonly Difference[] }) {
  const may = useMay();
  const [closing, setClosing] = useState<Difference | null>(null);
  return (
    <Card
      title="To look at"
      aside={
        differences.length === 0 ? <Tag tone="ok">Agrees</Tag> : <Tag tone="bad">{`${differences.length} open`}</Tag>
      }
    >
      {differences.length === 0 ? (
        <EmptyState title="Everything agrees">What differs is listed here until somebody closes it.</EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {differences.map((one) => (
            <li key={one.id} className="grid items-start gap-x-4 gap-y-2 px-3.5 py-3 sm:grid-cols-[1fr_auto]">
              <div className="grid gap-0.5">
                <p className="font-medium">{one.cause}</p>
                <p>{one.action}</p>
                <p className="text-ink-2">
                  Our books say <Money cents={one.expected_cents} />, found <Money cents={one.found_cents} />:{' '}
                  <Money cents={Math.abs(one.found_cents - one.expected_cents)} /> apart since{' '}
                  <DateText at={one.opened_at} brief />.
                  {one.lease_id === null ? null : (
                    <>
                      {' '}
                      <Link className="link" to="/leases/$leaseId" params={{ leaseId: one.lease_id }}>
                        Open the lease
                      </Link>
                    </>
                  )}
                </p>
              </div>
              {may('reconciliations.write') ? (
                <Button className="justify-self-start" onClick={() => setClosing(one)}>
                  Close<span className="sr-only">: {one.cause}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {closing ? <CloseDifference difference={closing} onClose={() => setClosing(null)} /> : null}
    </Card>
  );
}

function CloseDifference({ difference, onClose }: { difference: Difference; onClose: () => void }) {
  const close = useCommand(
    (body: { reason: string }, header) =>
      answer(api.POST('/v1/differences/{id}/close', { params: keyed(difference.id, header), body })),
    [NAME],
  );
  return (
    <ReasonDialog
      title="Close this difference"
      under="Nothing is booked by it. It comes back only where its amounts change."
      label="What was it?"
      submit="Close it"
      maxLength={500}
      onSubmit={async (reason) => {
        await close.mutateAsync({ reason });
        toast('Closed');
      }}
      onClose={onClose}
    />
  );
}
