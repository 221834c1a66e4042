import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { answer, api } from '../../api/client';
import { keyed, useCommand } from '../../api/use-command';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import { type Column, DataTable } from '../../ui/data-table';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { Loaded, PageHead } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';

const NAME = 'reconciliations';

const runs = () =>
  queryOptions({
    queryKey: [NAME, 'list'],
    queryFn: ({ signal }) => answer(api.GET('/v1/reconciliations', { params: { query: { limit: 14 } }, signal })),
  });
const oneRun = (id: string) =>
  queryOptions({
    queryKey: [NAME, id],
    queryFn: ({ signal }) => answer(api.GET('/v1/reconciliations/{id}', { params: { path: { id } }, signal })),
  });

type Run = Awaited<ReturnType<NonNullable<ReturnType<typeof oneRun>['queryFn']>>>;
type Difference = Run['differences'][number];
type TotalsLine = Run['totals'][number];

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

function amount(cents: number | null) {
  return cents === null ? '' : <Money cents={cents} />;
}

function agrees({ stripe_cents, ledger_cents, records_cents }: TotalsLine): boolean {
  return new Set([stripe_cents, ledger_cents, records_cents].filter((cents) => cents !== null)).size < 2;
}

const totals: Column<TotalsLine>[] = [
  { id: 'what', header: 'What', cell: (line) => WORDS[line.key] ?? line.key },
  { id: 'stripe', header: 'Stripe', end: true, cell: (line) => amount(line.stripe_cents) },
  { id: 'ledger', header: 'Ledger', end: true, cell: (line) => amount(line.ledger_cents) },
  { id: 'records', header: 'Leases and owners', end: true, cell: (line) => amount(line.records_cents) },
  {
    id: 'state',
    header: 'State',
    cell: (line) => <Tag tone={agrees(line) ? 'ok' : 'bad'}>{agrees(line) ? 'Agrees' : 'Differs'}</Tag>,
  },
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
        under="Every morning Stripe, the ledger and the balances of leases and owners are held against each other, to the cent. Nothing is changed silently."
        actions={
          may('rent_runs.write') ? (
            <Button
              look="primary"
              busy={start.isPending}
              onClick={() => start.mutate(null, { onSuccess: () => toast('Reconciling now') })}
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
            <>
              <LatestRun id={latest.id} />
              <Card title="Last runs">
                <DataTable label="Last runs" rows={data} columns={history} rowId={(run) => run.id} />
              </Card>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function LatestRun({ id }: { id: string }) {
  return (
    <Loaded asked={useQuery(oneRun(id))}>
      {(run) => (
        <>
          <WorkList differences={run.differences.filter(({ status }) => status === 'open')} />
          <Card title="Side by side">
            <DataTable label="Totals of all sides" rows={run.totals} columns={totals} rowId={(line) => line.key} />
          </Card>
        </>
      )}
    </Loaded>
  );
}

function WorkList({ differences }: { differences: Difference[] }) {
  const may = useMay();
  const [closing, setClosing] = useState<Difference | null>(null);
  return (
    <Card title="To look at">
      {differences.length === 0 ? (
        <EmptyState title="Everything agrees">What differs is listed here until somebody closes it.</EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {differences.map((one) => (
            <li key={one.id} className="grid gap-1 px-5 py-3.5 sm:grid-cols-[1fr_auto]">
              <div>
                <p className="font-medium">{one.cause}</p>
                <p className="text-ink-2">{one.action}</p>
                <p className="text-ink-2">
                  Our books say <Money cents={one.expected_cents} />, found <Money cents={one.found_cents} />. Since{' '}
                  <DateText at={one.opened_at} />.
                </p>
              </div>
              {may('rent_runs.write') ? <Button onClick={() => setClosing(one)}>Close</Button> : null}
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
  const form = useForm({ defaultValues: { reason: '' } });
  const { submit, problem } = useSubmit(form, async (values) => {
    await close.mutateAsync(values);
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title="Close this difference" under="Nothing is booked by it.">
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={close.isPending}
        submit="Close it"
        onCancel={onClose}
      >
        <Field label="What was it?" error={form.formState.errors.reason?.message}>
          {(props) => <textarea rows={3} {...props} {...form.register('reason', rules.required('Say what it was'))} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
