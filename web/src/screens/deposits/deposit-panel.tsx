import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatDate } from '../../format/dates';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/page';
import { ReasonDialog } from '../../ui/reason-dialog';
import { toast } from '../../ui/toast';
import { Money } from '../../ui/values';
import { DepositClock } from './clock';
import { KeepPart, ReturnDeposit } from './deposit-forms';
import { type Deposit, depositOf, type Movement, useVoidDeduction } from './queries';

/** A lease's deposit: what came, what became of it, and by when the rest must be back. Nothing where none came. */
export function DepositPanel({ leaseId }: { leaseId: string }) {
  const asked = useQuery(depositOf(leaseId));
  if (asked.data === null) return null;
  return (
    <Card title="Deposit" aside={asked.data ? <DepositClock deposit={asked.data} /> : undefined}>
      <Loaded asked={asked}>{(deposit) => (deposit === null ? null : <Account deposit={deposit} />)}</Loaded>
    </Card>
  );
}

function Account({ deposit }: { deposit: Deposit }) {
  const may = useMay();
  const [open, setOpen] = useState<'keep' | 'return' | Movement | null>(null);
  const takeBack = useVoidDeduction(deposit.lease_id);
  const close = () => setOpen(null);
  const mayChange = may('deposits.write');
  return (
    <div className="grid gap-3 px-3.5 py-3">
      <ul className="grid gap-1.5">
        <Line label="Received" amount={deposit.received_cents} />
        {deposit.movements.map((movement) => (
          <Line
            key={movement.id}
            label={wordsOf(movement)}
            amount={movement.kind === 'interest' ? movement.amount_cents : -movement.amount_cents}
            isVoid={movement.status === 'voided'}
            action={
              mayChange && movement.kind === 'deduction' && movement.status === 'posted' ? (
                <Button small look="quiet" onClick={() => setOpen(movement)}>
                  Take back
                </Button>
              ) : null
            }
          />
        ))}
        <Line label="Held" amount={deposit.held_cents} isStrong />
      </ul>
      {deposit.rule ? (
        <p className="text-ink-3 text-xs">
          {deposit.rule.text}. {deposit.rule.source}. {deposit.rule.warnings.join(' ')}
        </p>
      ) : null}
      {mayChange && deposit.status === 'due' ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen('keep')}>Keep a part</Button>
          <Button look="primary" onClick={() => setOpen('return')}>
            Return it
          </Button>
        </div>
      ) : null}
      {open === 'keep' ? <KeepPart deposit={deposit} onClose={close} /> : null}
      {open === 'return' ? <ReturnDeposit deposit={deposit} onClose={close} /> : null}
      {open !== null && typeof open !== 'string' ? (
        <ReasonDialog
          title="Take this deduction back"
          under="The money is held for the tenants again; what it paid is owed again."
          submit="Take it back"
          onClose={close}
          onSubmit={async (reason) => {
            await takeBack.mutateAsync({ movementId: open.id, reason });
            toast('Taken back');
          }}
        />
      ) : null}
    </div>
  );
}

type LineProps = {
  label: string;
  amount: number;
  isStrong?: boolean;
  isVoid?: boolean;
  action?: ReactNode;
};

function Line({ label, amount, isStrong = false, isVoid = false, action }: LineProps) {
  return (
    <li
      className={`flex items-baseline justify-between gap-3 ${isStrong ? 'border-line border-t pt-1.5 font-medium' : ''}`}
    >
      <span className={isVoid ? 'text-ink-3 line-through' : ''}>
        {label}
        {isVoid ? <span className="sr-only"> (taken back)</span> : null}
      </span>
      <span className="flex items-baseline gap-2">
        {action}
        <span className={isVoid ? 'text-ink-3 line-through' : ''}>
          <Money cents={amount} />
        </span>
      </span>
    </li>
  );
}

const HOW: Readonly<Record<string, string>> = {
  check: 'by check',
  ach: 'by bank transfer',
  cash: 'in cash',
  original: 'to the card or account it came from',
};

function wordsOf({ kind, purpose, reason, charge_label, effective_on, tenant, method, ...line }: Movement): string {
  switch (kind) {
    case 'interest':
      return `Interest to ${formatDate(line.to_on ?? effective_on)}`;
    case 'deduction':
      return purpose === 'charge' ? `Paid ${charge_label ?? 'a charge'}: ${reason ?? ''}` : `Kept: ${reason ?? ''}`;
    case 'transfer':
      return `Moved to the next lease on ${formatDate(effective_on)}`;
    case 'return': {
      const failed = line.refund_status === 'failed' ? ', which failed: it stands as credit' : '';
      return `Returned ${tenant === null ? '' : `to ${tenant.name} `}${HOW[method ?? ''] ?? ''}${failed}`;
    }
  }
}
