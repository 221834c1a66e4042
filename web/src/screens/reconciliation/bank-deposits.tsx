import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { answer, api, set } from '../../api/client';
import type { paths } from '../../api/schema';
import { keyed, useCommand } from '../../api/use-command';
import { today } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { humanize } from '../../format/words';
import { useMay, useSession } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState, Skeleton } from '../../ui/card';
import { Dialog, DialogForm } from '../../ui/dialog';
import { Check, Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { ProblemNote } from '../../ui/page';
import { ReasonDialog } from '../../ui/reason-dialog';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';

type Answer<P extends '/v1/undeposited-payments' | '/v1/bank-deposits'> =
  paths[P]['get']['responses'][200]['content']['application/json']['data'][number];
type Lying = Answer<'/v1/undeposited-payments'>;
type BankDeposit = Answer<'/v1/bank-deposits'>;

const NAME = 'bank-deposits';
const TOUCHES = [NAME, 'reconciliations', 'payments', 'today'];
const PAGE = 50;

const lying = () =>
  infiniteQueryOptions({
    queryKey: [NAME, 'lying'],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/undeposited-payments', {
          params: { query: { limit: PAGE, ...set({ cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });

const deposits = () =>
  infiniteQueryOptions({
    queryKey: [NAME, 'list'],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/v1/bank-deposits', { params: { query: { limit: 5, ...set({ cursor: pageParam }) } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.has_more ? (last.next_cursor ?? undefined) : undefined),
  });

/** Cash and checks on their way to the bank: what lies there, what was taken, and the form between the two. */
export function BankDeposits() {
  const may = useMay();
  if (!may('payments.read')) return null;
  return (
    <div className="grid gap-4.5">
      <InTheDrawer mayDeposit={may('payments.write')} />
      <Taken mayTakeBack={may('payments.write')} />
    </div>
  );
}

function InTheDrawer({ mayDeposit }: { mayDeposit: boolean }) {
  const asked = useInfiniteQuery(lying());
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isRecording, setRecording] = useState(false);
  const rows = asked.data?.pages.flatMap((page) => page.data) ?? [];
  const picked = rows.filter(({ payment_id }) => chosen.includes(payment_id));
  const total = picked.reduce((sum, { amount_cents }) => sum + amount_cents, 0);
  const turn = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <Card title="Not in the bank yet" aside="cash, checks and money orders">
      {asked.isPending ? <Skeleton lines={3} label="Loading what is not in the bank" /> : null}
      {asked.error ? (
        <div className="p-3.5">
          <ProblemNote error={asked.error} retry={() => void asked.refetch()} />
        </div>
      ) : null}
      {asked.data && rows.length === 0 ? (
        <EmptyState title="Nothing lies there">
          Cash and checks that you record stand here until you bank them.
        </EmptyState>
      ) : null}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.payment_id} className="flex flex-wrap items-center justify-between gap-x-4 px-3.5 py-2">
            {mayDeposit ? (
              <Check
                label={wordsOf(row)}
                hint={row.address}
                checked={chosen.includes(row.payment_id)}
                onChange={() => turn(row.payment_id)}
              />
            ) : (
              <span>{wordsOf(row)}</span>
            )}
            <span className="text-right">
              <Money cents={row.amount_cents} />
              <span className="block text-ink-3 text-xs">
                <DateText at={row.effective_on} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      {asked.hasNextPage ? (
        <div className="border-line border-t p-2.5 text-center">
          <Button look="quiet" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
      {mayDeposit && rows.length > 0 ? (
        <div className="flex flex-wrap items-center justify-end gap-3 border-line border-t px-3.5 py-2.5">
          <Button look="quiet" onClick={() => setChosen(rows.map(({ payment_id }) => payment_id))}>
            Choose all
          </Button>
          <Button look="primary" disabled={picked.length === 0} onClick={() => setRecording(true)}>
            {picked.length === 0 ? 'Record a bank deposit' : `Deposit ${formatMoney(total, 'USD')}`}
          </Button>
        </div>
      ) : null}
      {isRecording ? (
        <RecordDeposit
          picked={picked}
          totalCents={total}
          onClose={() => setRecording(false)}
          onDone={() => setChosen([])}
        />
      ) : null}
    </Card>
  );
}

function wordsOf({ tenant_name, method, note }: Lying): string {
  return [tenant_name ?? 'Somebody', humanize(method).toLowerCase(), note ?? ''].filter(Boolean).join(' · ');
}

/** One bank deposit of what was chosen, with the day and words of the slip. */
function RecordDeposit({
  picked,
  totalCents,
  onClose,
  onDone,
}: {
  picked: readonly Lying[];
  totalCents: number;
  onClose: () => void;
  onDone: () => void;
}) {
  const latest = today(useSession()?.organization.time_zone);
  const record = useCommand(
    (body: { payment_ids: string[]; deposited_on: string; reference: string }, header) =>
      answer(api.POST('/v1/bank-deposits', { params: { header }, body })),
    TOUCHES,
  );
  const form = useForm({ defaultValues: { deposited_on: latest, reference: '' } });
  const { errors } = form.formState;
  const { submit, problem } = useSubmit(form, async (values) => {
    await record.mutateAsync({ ...values, payment_ids: picked.map(({ payment_id }) => payment_id) });
    toast(`${formatMoney(totalCents, 'USD')} is in the bank`);
    onDone();
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Deposit ${formatMoney(totalCents, 'USD')}`}
      under={`${picked.length} ${picked.length === 1 ? 'payment' : 'payments'}, as one line of your bank’s statement.`}
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={record.isPending}
        submit="Record it"
        onCancel={onClose}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Taken to the bank on" error={errors.deposited_on?.message}>
            {(props) => (
              <input
                type="date"
                max={latest}
                {...props}
                {...form.register('deposited_on', rules.required('The day on the slip'))}
              />
            )}
          </Field>
          <Field label="Reference" hint="What the slip or the statement says" error={errors.reference?.message}>
            {(props) => (
              <input maxLength={120} {...props} {...form.register('reference', rules.required('A few words'))} />
            )}
          </Field>
        </div>
      </DialogForm>
    </Dialog>
  );
}

function Taken({ mayTakeBack }: { mayTakeBack: boolean }) {
  const asked = useInfiniteQuery(deposits());
  const [undoing, setUndoing] = useState<BankDeposit | null>(null);
  const rows = asked.data?.pages.flatMap((page) => page.data) ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title="Bank deposits" aside="the latest first">
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3.5 py-2">
            <span>
              <span className="font-medium">
                <DateText at={row.deposited_on} />
              </span>{' '}
              {row.reference}
              <span className="block text-ink-3 text-xs">{wordsOfDeposit(row)}</span>
            </span>
            <span className="flex items-center gap-2">
              {row.status === 'voided' ? <Tag tone="plain">Taken back</Tag> : null}
              <Money cents={row.amount_cents} />
              {mayTakeBack && row.status === 'posted' && !row.payments.some(({ came_back }) => came_back) ? (
                <Button small look="quiet" onClick={() => setUndoing(row)}>
                  Take back<span className="sr-only"> the deposit of {row.deposited_on}</span>
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {asked.hasNextPage ? (
        <div className="border-line border-t p-2.5 text-center">
          <Button look="quiet" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
      {undoing ? <TakeBack deposit={undoing} onClose={() => setUndoing(null)} /> : null}
    </Card>
  );
}

function wordsOfDeposit({ payments, void_reason }: BankDeposit): string {
  const back = payments.filter(({ came_back }) => came_back).length;
  const parts = [
    `${payments.length} ${payments.length === 1 ? 'payment' : 'payments'}`,
    back === 0 ? '' : `${back} came back`,
    void_reason ?? '',
  ];
  return parts.filter(Boolean).join(' · ');
}

function TakeBack({ deposit, onClose }: { deposit: BankDeposit; onClose: () => void }) {
  const take = useCommand(
    (body: { reason: string }, header) =>
      answer(api.POST('/v1/bank-deposits/{id}/void', { params: keyed(deposit.id, header), body })),
    TOUCHES,
  );
  return (
    <ReasonDialog
      title="Take this bank deposit back?"
      under="For one that was written down by mistake. Its payments can be deposited again."
      submit="Take it back"
      maxLength={300}
      danger
      onSubmit={async (reason) => {
        await take.mutateAsync({ reason });
        toast('Taken back');
      }}
      onClose={onClose}
    />
  );
}
