import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import type { paths } from '../../api/schema';
import type { Lease } from '../../api/types';
import { at, keyed, useCommand } from '../../api/use-command';
import { formatDate } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ReasonDialog } from '../../ui/form-dialog';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';

type Amendment =
  paths['/v1/leases/{id}/amendments']['get']['responses'][200]['content']['application/json']['data'][number];

const amendmentsOf = (leaseId: string) =>
  queryOptions({
    queryKey: ['schedule', leaseId, 'amendments'],
    queryFn: ({ signal }) => answer(api.GET('/v1/leases/{id}/amendments', { params: at(leaseId), signal })),
  });

/** What was added to a signed lease's money, and what of it can still be taken back; nothing where there is nothing. */
export function Amendments({ lease }: { lease: Lease }) {
  const rows = useQuery(amendmentsOf(lease.id)).data?.data ?? [];
  const [undoing, setUndoing] = useState<Amendment | null>(null);
  const maySign = useMay()('leases.sign');
  if (rows.length === 0) return null;
  return (
    <Card title="Amendments" aside="the latest first">
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li
            key={row.id}
            className="grid items-start gap-x-4 gap-y-1.5 px-3.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <div className="grid min-w-0 gap-0.5">
              {changesOf(row, lease.currency).map((change) => (
                <p key={change}>{change}</p>
              ))}
              <p className="text-ink-2 text-xs">{aboutOf(row)}</p>
            </div>
            <span className="flex items-center gap-2">
              <State amendment={row} />
              {row.is_cancelable && maySign ? (
                <Button small look="quiet" onClick={() => setUndoing(row)}>
                  Take back<span className="sr-only"> what begins on {row.effective_on}</span>
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {undoing ? <TakeBack amendment={undoing} onClose={() => setUndoing(null)} /> : null}
    </Card>
  );
}

function State({ amendment: { canceled_at, is_cancelable, effective_on } }: { amendment: Amendment }) {
  if (canceled_at !== null) return <Tag tone="plain">Taken back</Tag>;
  if (!is_cancelable) return <Tag tone="ok">Stands</Tag>;
  return <Tag tone="wait">{`From ${formatDate(effective_on)}`}</Tag>;
}

/** Each thing it changes, as one says it. */
function changesOf({ additions }: Amendment, currency: string): string[] {
  const money = (cents: number) => formatMoney(cents, currency);
  const day = (on: string) => formatDate(on, { year: true });
  const span = (from: string | undefined, to: string | undefined) =>
    [from === undefined ? '' : ` from ${day(from)}`, to === undefined ? '' : ` to ${day(to)}`].join('');
  const { rent_steps: steps = [], recurring = [], concessions = [] } = additions;
  return [
    ...steps.map((step) => `Rent ${money(step.rent_cents)} a month from ${day(step.effective_on)}`),
    ...recurring.map((one) => `${one.label}: ${money(one.amount_cents)} a month${span(one.starts_on, one.ends_on)}`),
    ...concessions.map((off) => {
      const less = off.kind === 'amount' ? money(off.monthly_cents) : `${off.basis_points / 100}%`;
      return `${off.label}: ${less} less rent a month${span(off.starts_on, off.ends_on)}`;
    }),
  ];
}

function aboutOf({ notice_given_on, reason, canceled_at, cancel_reason }: Amendment): string {
  const told = notice_given_on === null ? '' : `Told in writing on ${formatDate(notice_given_on, { year: true })}`;
  const back = canceled_at === null ? '' : `Taken back: ${cancel_reason ?? ''}`;
  return [told, reason ?? '', back].filter(Boolean).join(' · ');
}

function TakeBack({ amendment, onClose }: { amendment: Amendment; onClose: () => void }) {
  const cancel = useCommand(
    (body: { reason: string }, header) =>
      answer(api.POST('/v1/lease-amendments/{id}/cancel', { params: keyed(amendment.id, header), body })),
    ['leases', 'schedule', 'ledger', 'workflows'],
  );
  return (
    <ReasonDialog
      title="Take this amendment back?"
      under="The lease goes on as if it had never been planned. It stays on record, and the tenants are told."
      submit="Take it back"
      maxLength={500}
      danger
      onSubmit={async (reason) => {
        await cancel.mutateAsync({ reason });
        toast('Taken back');
      }}
      onClose={onClose}
    />
  );
}
