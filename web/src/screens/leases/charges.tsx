import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTakeBackCharge } from '../../api/commands';
import { queries } from '../../api/queries';
import type { Charge } from '../../api/types';
import { formatMoney } from '../../format/money';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/data-table';
import { ReasonDialog } from '../../ui/form-dialog';
import { PagedTable } from '../../ui/paged-table';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';
import { WhyButton } from './explanation';

type TakingBack = { charge: Charge; how: 'void' | 'waive' };

function StateOf({ charge }: { charge: Charge }) {
  if (charge.voided_at) return <Tag tone="plain">Taken back</Tag>;
  if (charge.open_cents === 0) return <Tag tone="ok">Settled</Tag>;
  return <Tag tone="wait">Open</Tag>;
}

const READ: Column<Charge>[] = [
  {
    id: 'what',
    header: 'Charge',
    cell: (charge) => (
      <>
        <WhyButton charge={charge} />
        <span className="block text-ink-2 text-xs">
          due <DateText at={charge.due_on} />
          {charge.void_reason ? ` · ${charge.void_reason}` : ''}
        </span>
      </>
    ),
  },
  { id: 'state', header: 'State', from: 'sm', cell: (charge) => <StateOf charge={charge} /> },
  {
    id: 'amount',
    header: 'Amount',
    end: true,
    cell: (charge) => (
      <>
        <Money cents={charge.amount_cents} currency={charge.currency} />
        {charge.open_cents > 0 && charge.open_cents !== charge.amount_cents ? (
          <span className="block text-ink-2 text-xs">{formatMoney(charge.open_cents, charge.currency)} open</span>
        ) : null}
      </>
    ),
  },
];

/** What is owed now, charge by charge, and on demand everything that was ever charged; whoever may can forgive it or take it back. */
export function Charges({ leaseId }: { leaseId: string }) {
  const writes = useMay()('charges.write');
  const [every, setEvery] = useState(false);
  const asked = useInfiniteQuery(queries.charges(leaseId, { open: every ? undefined : true }));
  const [taking, setTaking] = useState<TakingBack | null>(null);
  const columns = useMemo(() => (writes ? [...READ, actionsColumn(setTaking)] : READ), [writes]);
  return (
    <Card
      title={every ? 'Everything charged' : 'Owed now'}
      aside={
        <Button small look="quiet" aria-pressed={every} onClick={() => setEvery(!every)}>
          {every ? 'Only what is open' : 'Settled charges too'}
        </Button>
      }
    >
      <PagedTable
        label={every ? 'Charges' : 'Open charges'}
        asked={asked}
        columns={columns}
        empty={<p className="px-3.5 py-3 text-ink-2">{every ? 'Nothing was charged yet.' : 'Nothing is open.'}</p>}
      />
      {taking ? <TakeBack {...taking} onClose={() => setTaking(null)} /> : null}
    </Card>
  );
}

function actionsColumn(take: (taking: TakingBack) => void): Column<Charge> {
  const cell = (charge: Charge) =>
    charge.voided_at ? null : (
      <span className="-my-1 flex flex-wrap justify-end gap-1">
        {charge.open_cents > 0 ? (
          <Button small look="quiet" onClick={() => take({ charge, how: 'waive' })}>
            Waive<span className="sr-only"> {charge.label}</span>
          </Button>
        ) : null}
        <Button small look="quiet" onClick={() => take({ charge, how: 'void' })}>
          Void<span className="sr-only"> {charge.label}</span>
        </Button>
      </span>
    );
  return { id: 'actions', header: 'Actions', quiet: true, end: true, cell };
}

function TakeBack({ charge, how, onClose }: TakingBack & { onClose: () => void }) {
  const take = useTakeBackCharge(charge.id, how);
  const open = formatMoney(charge.open_cents, charge.currency);
  const words =
    how === 'waive'
      ? {
          title: `Waive ${charge.label}?`,
          under: `${open} is then not owed any more. What was paid stays paid.`,
          submit: `Waive ${open}`,
          done: `${open} waived`,
        }
      : {
          title: `Void ${charge.label}?`,
          under: 'For what should never have been charged. What was paid for it becomes credit.',
          submit: 'Void the charge',
          done: `${charge.label} taken back`,
        };
  return (
    <ReasonDialog
      title={words.title}
      under={words.under}
      submit={words.submit}
      maxLength={300}
      danger={how === 'void'}
      onSubmit={async (reason) => {
        await take.mutateAsync({ reason });
        toast(words.done);
      }}
      onClose={onClose}
    />
  );
}
