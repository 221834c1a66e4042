import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { useCommand } from '../../api/use-command';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { Loaded, PageHead } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';
import { BankDeposits } from './bank-deposits';
import { NAME, oneRun, type Run, runs, type TotalsLine } from './queries';
import { WorkList } from './work-list';

const WORDS: Readonly<Record<string, string>> = {
  received: 'Received from tenants',
  refunded: 'Given back',
  disputed: 'Taken back by banks',
  fees: 'Stripe’s fees',
  owner_paid: 'Paid to owners',
  other: 'Anything else',
  payouts: 'Paid out to your bank',
  at_stripe: 'Lies with Stripe now',
  receivable: 'Tenants owe',
  tenant_credit: 'Paid ahead by tenants',
  deposits_held: 'Deposits held',
  deposit_bank: 'In the deposit trust account',
  owner_payable: 'Owed to owners',
  owner_reserve: 'Kept back for owners',
};

/** What is owed to others stands below zero in the books; people say it without the sign. */
const OWED = new Set(['tenant_credit', 'deposits_held', 'owner_payable', 'owner_reserve']);

function amount({ key }: TotalsLine, cents: number | null) {
  return cents === null ? '' : <Money cents={OWED.has(key) ? 0 - cents : cents} />;
}

function agrees({ stripe_cents, ledger_cents, records_cents }: TotalsLine): boolean {
  return new Set([stripe_cents, ledger_cents, records_cents].filter((cents) => cents !== null)).size < 2;
}

function StateOf({ line }: { line: TotalsLine }) {
  return <Tag tone={agrees(line) ? 'ok' : 'bad'}>{agrees(line) ? 'Agrees' : 'Differs'}</Tag>;
}

const totals: Column<TotalsLine>[] = [
  {
    id: 'what',
    header: 'What',
    cell: (line) => (
      <>
        {WORDS[line.key] ?? line.key}
        <span className="block sm:hidden">{agrees(line) ? null : <StateOf line={line} />}</span>
      </>
    ),
  },
  { id: 'stripe', header: 'Stripe', end: true, cell: (line) => amount(line, line.stripe_cents) },
  { id: 'ledger', header: 'Ledger', end: true, cell: (line) => amount(line, line.ledger_cents) },
  {
    id: 'records',
    header: 'Leases and owners',
    end: true,
    from: 'sm',
    cell: (line) => amount(line, line.records_cents),
  },
  { id: 'state', header: 'State', from: 'sm', cell: (line) => <StateOf line={line} /> },
];

type ListedRun = Omit<Run, 'differences'>;
const history: Column<ListedRun>[] = [
  { id: 'day', header: 'Day', cell: (run) => <DateText at={run.run_on} /> },
  {
    id: 'open',
    header: 'Result',
    cell: (run) => {
      if (run.status !== 'completed') return <Tag tone="wait">Running</Tag>;
      return <Tag tone={run.open === 0 ? 'ok' : 'bad'}>{run.open === 0 ? 'Agrees' : `${run.open} open`}</Tag>;
    },
  },
  { id: 'new', header: 'New', end: true, cell: (run) => run.opened },
  { id: 'closed', header: 'Closed', end: true, cell: (run) => run.closed },
];

/** What Stripe says beside the ledger and the balances made from it, and the list of what differs. */
export function Reconciliation() {
  const may = useMay();
  const asked = useQuery(runs());
  const start = useCommand(
    (_: null, header) => answer(api.POST('/v1/reconciliations', { params: { header }, body: {} })),
    [NAME],
  );
  const latest = asked.data?.data[0];
  return (
    <>
      <PageHead
        title="Reconciliation"
        under="Stripe, the ledger and the balances made from it, held against each other every morning, to the cent."
        actions={
          may('reconciliations.write') ? (
            <Button
              look="primary"
              busy={start.isPending}
              onClick={() => start.mutate(null, { onSuccess: () => toast('Reconciling now'), onError: toastProblem })}
            >
              Reconcile now
            </Button>
          ) : null
        }
      />
      <Loaded asked={asked}>
        {({ data }) =>
          latest === undefined ? (
            <Card title="Runs">
              <EmptyState title="No run yet">The first one comes tomorrow morning, or now if you like.</EmptyState>
            </Card>
          ) : (
            <div className="grid gap-4.5">
              <LatestRun id={latest.id} />
              <BankDeposits />
              <Card title="Last runs">
                <DataTable label="Last runs" rows={data} columns={history} rowId={(run) => run.id} />
              </Card>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

/** The last run: what differs, and all sides beside each other. One that begins has nothing to say yet. */
function LatestRun({ id }: { id: string }) {
  return (
    <Loaded asked={useQuery(oneRun(id))}>
      {(run) => {
        const begins = run.status === 'running' && run.totals.length === 0;
        if (begins && run.differences.length === 0) {
          return (
            <Card title="To look at" aside={<Tag tone="wait">Running</Tag>}>
              <EmptyState title="Reading what Stripe says">It takes a minute. What differs is listed here.</EmptyState>
            </Card>
          );
        }
        return (
          <>
            <WorkList differences={run.differences.filter(({ status }) => status === 'open')} />
            {run.totals.length === 0 ? null : (
              <Card title="Side by side" aside={<SeenOn run={run} />}>
                <DataTable label="Totals of all sides" rows={run.totals} columns={totals} rowId={(line) => line.key} />
              </Card>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function SeenOn({ run }: { run: Run }) {
  if (run.status === 'running' || run.finished_at === null) return <Tag tone="wait">Running</Tag>;
  return (
    <span>
      as of <DateText at={run.finished_at} />
    </span>
  );
}
