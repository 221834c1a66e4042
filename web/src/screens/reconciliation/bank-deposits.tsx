import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMoney } from '../../format/money';
import { count, humanize, sentence } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState, Skeleton } from '../../ui/card';
import { Check } from '../../ui/field';
import { ReasonDialog } from '../../ui/form-dialog';
import { ProblemNote } from '../../ui/page';
import { ShowMore } from '../../ui/paged-table';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';
import { type BankDeposit, deposits, type Lying, lying, useTakeBack } from './bank-deposit-queries';
import { RecordDeposit } from './record-deposit';

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
      <LyingRows rows={rows} chosen={mayDeposit ? chosen : null} onTurn={turn} />
      {asked.hasNextPage ? (
        <ShowMore busy={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()} />
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

function LyingRows({
  rows,
  chosen,
  onTurn,
}: {
  rows: readonly Lying[];
  /** What is ticked; null where nobody may tick. */
  chosen: readonly string[] | null;
  onTurn: (id: string) => void;
}) {
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => (
        <li key={row.payment_id} className="flex flex-wrap items-center justify-between gap-x-4 px-3.5 py-2">
          {chosen ? (
            <Check
              label={wordsOf(row)}
              hint={row.address}
              checked={chosen.includes(row.payment_id)}
              onChange={() => onTurn(row.payment_id)}
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
  );
}

function wordsOf({ tenant_name, method, note }: Lying): string {
  return sentence([tenant_name, humanize(method).toLowerCase(), note].filter(Boolean).join(' · '));
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
          <TakenRow key={row.id} row={row} mayTakeBack={mayTakeBack} onTakeBack={() => setUndoing(row)} />
        ))}
      </ul>
      {asked.hasNextPage ? (
        <ShowMore busy={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()} />
      ) : null}
      {undoing ? <TakeBack deposit={undoing} onClose={() => setUndoing(null)} /> : null}
    </Card>
  );
}

function TakenRow({
  row,
  mayTakeBack,
  onTakeBack,
}: {
  row: BankDeposit;
  mayTakeBack: boolean;
  onTakeBack: () => void;
}) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3.5 py-2">
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
          <Button small look="quiet" onClick={onTakeBack}>
            Take back<span className="sr-only"> the deposit of {row.deposited_on}</span>
          </Button>
        ) : null}
      </span>
    </li>
  );
}

function wordsOfDeposit({ payments, void_reason }: BankDeposit): string {
  const back = payments.filter(({ came_back }) => came_back).length;
  const parts = [count(payments.length, 'payment'), back === 0 ? '' : `${back} came back`, void_reason ?? ''];
  return parts.filter(Boolean).join(' · ');
}

function TakeBack({ deposit, onClose }: { deposit: BankDeposit; onClose: () => void }) {
  const take = useTakeBack(deposit.id);
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
