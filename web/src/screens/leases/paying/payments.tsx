import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Payment, payingQueries, useVoidPayment } from '../../../api/paying';
import type { Lease } from '../../../api/types';
import { formatMoney } from '../../../format/money';
import { sentence } from '../../../format/words';
import { useMay } from '../../../frame/session';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import type { Column } from '../../../ui/data-table';
import { ReasonDialog } from '../../../ui/form-dialog';
import { PagedTable } from '../../../ui/paged-table';
import { Tag } from '../../../ui/tag';
import { toast } from '../../../ui/toast';
import { DateText, Money } from '../../../ui/values';
import { GiveBack } from '../plans/give-back';
import { RefundsGiven } from '../plans/refunds-given';
import { CorrectPayment } from './correct-payment';
import { PaymentOrderNote } from './payment-order-note';

type Tone = Parameters<typeof Tag>[0]['tone'];

const STATES: Readonly<Record<Payment['status'], { tone: Tone; label: string }>> = {
  created: { tone: 'wait', label: 'Begun' },
  unknown: { tone: 'wait', label: 'Being checked' },
  processing: { tone: 'transit', label: 'In transit' },
  succeeded: { tone: 'ok', label: 'Received' },
  failed: { tone: 'bad', label: 'Did not go through' },
  canceled: { tone: 'plain', label: 'Not finished' },
  reversed: { tone: 'bad', label: 'Came back' },
  refunded: { tone: 'plain', label: 'Given back' },
};

function StateOf({ payment }: { payment: Payment }) {
  if (payment.corrected_by_id) return <Tag tone="plain">Corrected</Tag>;
  if (payment.void_reason) return <Tag tone="plain">Taken out</Tag>;
  const { tone, label } = STATES[payment.status];
  return <Tag tone={tone}>{label}</Tag>;
}

function Beside({ payment }: { payment: Payment }) {
  const said = [
    payment.corrects_id ? 'instead of one recorded wrong' : '',
    payment.void_reason ?? '',
    payment.failure?.meaning ?? '',
    payment.failure?.advice ?? '',
    payment.note ?? '',
    payment.fee_cents > 0 ? `with ${formatMoney(payment.fee_cents, payment.currency)} card fee beside` : '',
  ].filter((part) => part !== '');
  const told = payment.failure?.told ?? null;
  return (
    <>
      {said.length === 0 ? null : <span className="block text-ink-2 text-xs">{sentence(said.join(' · '))}</span>}
      {told === null ? null : <span className="block text-ink-3 text-xs">The bank’s own words: “{told}”</span>}
    </>
  );
}

type Doing = { payment: Payment; how: 'correct' | 'bounced' | 'void' | 'refund' };
type MayDo = { writes: boolean; refunds: boolean; setDoing: (doing: Doing) => void };

/** What moved money has a paper. */
const HAS_RECEIPT: ReadonlySet<string> = new Set(['succeeded', 'processing', 'reversed', 'refunded']);

/** What was paid, how, with its papers, what is to be said of it, and what can be done about it. */
function What({ payment, mayDo }: { payment: Payment; mayDo: MayDo }) {
  return (
    <>
      <span className="font-medium">
        <DateText at={payment.effective_on} />
      </span>{' '}
      {payment.method_label}
      {HAS_RECEIPT.has(payment.status) ? (
        <>
          <a className="link ml-2 text-xs" href={`/v1/payments/${payment.id}/receipt`}>
            Receipt<span className="sr-only"> of {payment.effective_on}</span>
          </a>
          <a className="link ml-2 text-xs" href={`/v1/payments/${payment.id}/receipt?format=csv`}>
            CSV<span className="sr-only"> of the receipt of {payment.effective_on}</span>
          </a>
        </>
      ) : null}
      {payment.receipt_media_id ? (
        <a
          className="link ml-2 text-xs"
          href={`/v1/media/${payment.receipt_media_id}/content`}
          target="_blank"
          rel="noreferrer"
        >
          Photo<span className="sr-only"> of the payment of {payment.effective_on}</span>
        </a>
      ) : null}
      <span className="block sm:hidden">
        <StateOf payment={payment} />
      </span>
      <Beside payment={payment} />
      <Actions payment={payment} mayDo={mayDo} />
    </>
  );
}

const columnsFor = (mayDo: MayDo): Column<Payment>[] => [
  { id: 'what', header: 'Payment', cell: (payment) => <What payment={payment} mayDo={mayDo} /> },
  { id: 'state', header: 'State', from: 'sm', cell: (payment) => <StateOf payment={payment} /> },
  {
    id: 'amount',
    header: 'Amount',
    end: true,
    cell: (payment) => <Money cents={payment.amount_cents} currency={payment.currency} />,
  },
];

const BOUNCES: ReadonlySet<string | null> = new Set(['check', 'money_order']);

/** What was paid on a lease and what went back of it; what was recorded by hand can be corrected or taken out. */
export function Payments({ lease }: { lease: Lease }) {
  const may = useMay();
  const mayRead = may('payments.read');
  const [writes, refunds] = [may('payments.write'), may('refunds.write')];
  const asked = useInfiniteQuery({ ...payingQueries.payments(lease.id), enabled: mayRead });
  const [doing, setDoing] = useState<Doing | null>(null);
  const columns = useMemo(() => columnsFor({ writes, refunds, setDoing }), [writes, refunds]);
  if (!mayRead) return null;
  const close = () => setDoing(null);
  return (
    <Card title="Payments" aside="the latest first">
      <PagedTable
        label="Payments"
        asked={asked}
        columns={columns}
        atFirst={6}
        empty={<p className="px-3.5 py-3 text-ink-2">Nothing was paid yet.</p>}
      />
      <PaymentOrderNote payments={asked.data?.pages.flatMap((page) => page.data) ?? []} />
      <RefundsGiven leaseId={lease.id} />
      {doing?.how === 'bounced' ? <PaymentBounced payment={doing.payment} onClose={close} /> : null}
      {doing?.how === 'void' ? <VoidPayment payment={doing.payment} onClose={close} /> : null}
      {doing?.how === 'correct' ? <CorrectPayment lease={lease} payment={doing.payment} onClose={close} /> : null}
      {doing?.how === 'refund' ? <GiveBack payment={doing.payment} onClose={close} /> : null}
    </Card>
  );
}

const VERBS = { correct: 'Correct', bounced: 'Bounced', void: 'Void', refund: 'Refund' } as const;

/** What can be done about a payment that came through: one recorded by hand can be corrected, others only given back. */
function Actions({ payment, mayDo: { writes, refunds, setDoing } }: { payment: Payment; mayDo: MayDo }) {
  if (payment.status !== 'succeeded') return null;
  const byHand = writes && payment.kind === 'offline';
  const can = {
    correct: byHand,
    bounced: byHand && BOUNCES.has(payment.method),
    void: byHand,
    refund: refunds && payment.method !== 'deposit',
  };
  const hows = (['correct', 'bounced', 'void', 'refund'] as const).filter((how) => can[how]);
  if (hows.length === 0) return null;
  return (
    <span className="-mb-1 -ml-2.5 flex flex-wrap">
      {hows.map((how) => (
        <Button key={how} small look="quiet" onClick={() => setDoing({ payment, how })}>
          {VERBS[how]}
          <span className="sr-only"> the payment of {payment.effective_on}</span>
        </Button>
      ))}
    </span>
  );
}

function PaymentBounced({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const take = useVoidPayment(payment.id);
  const sum = formatMoney(payment.amount_cents, payment.currency);
  return (
    <ReasonDialog
      title={`Did the bank send back these ${sum}?`}
      under="For a check or money order that the bank did not pay. The money is gone as of today, what it had paid is owed again, and the lease’s fee for a returned payment is added, within the state’s limit. What you gave back of it is owed to you. The tenant is told."
      label="What the bank says"
      submit="It bounced"
      maxLength={300}
      danger
      onSubmit={async (reason) => {
        await take.mutateAsync({ reason, because: 'bounced' });
        toast(`${sum} came back`, { detail: 'What it had paid is open again.' });
      }}
      onClose={onClose}
    />
  );
}

function VoidPayment({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const take = useVoidPayment(payment.id);
  const sum = formatMoney(payment.amount_cents, payment.currency);
  return (
    <ReasonDialog
      title={`Take ${sum} out of the books?`}
      under="For what was never paid. What it had paid is owed again, the entry stays readable, and the tenant is told."
      submit="Take it out"
      maxLength={300}
      danger
      onSubmit={async (reason) => {
        await take.mutateAsync({ reason });
        toast(`${sum} taken out`);
      }}
      onClose={onClose}
    />
  );
}
