import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useSendForSignature } from '../../api/commands';
import { queries } from '../../api/queries';
import type { Lease } from '../../api/types';
import { formatDate, ordinal } from '../../format/dates';
import { listWords, sentence } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Facts } from '../../ui/card';
import { Columns, Loaded, LoadedPage, PageHead } from '../../ui/page';
import { Tabs } from '../../ui/tabs';
import { StateTag } from '../../ui/tag';
import { Timeline } from '../../ui/timeline';
import { toast, toastProblem } from '../../ui/toast';
import { Balance, Money } from '../../ui/values';
import { DocumentsTab } from './documents-tab';
import { MoneyTab } from './money-tab';
import { PeopleTab } from './people-tab';
import { RepairsTab } from './repairs-tab';
import { SendLink } from './send-link';
import { SignButton, Signing } from './signing';

const route = getRouteApi('/app/leases/$leaseId');
const RecordPayment = lazy(() => import('./record-payment'));
const AddCharge = lazy(() => import('./add-charge'));
const EndLease = lazy(() => import('./end-lease'));
const CloseLease = lazy(() => import('./close-lease'));
const EditLease = lazy(() => import('./edit/edit-lease'));

export function LeasePage() {
  const { leaseId } = route.useParams();
  return <LoadedPage asked={useQuery(queries.lease(leaseId))}>{(lease) => <Shown lease={lease} />}</LoadedPage>;
}

const LIVING = new Set(['signed', 'scheduled', 'active', 'ended']);

const ENDABLE = new Set(['draft', 'signed', 'scheduled', 'active']);

function Shown({ lease }: { lease: Lease }) {
  const { tab = 'money' } = route.useSearch();
  const navigate = route.useNavigate();
  const timeline = useQuery(queries.timeline(lease.id));
  const may = useMay();
  const [dialog, setDialog] = useState<'payment' | 'charge' | 'end' | 'close' | 'edit' | null>(null);
  const paying = LIVING.has(lease.status) && may('payments.write');
  const close = () => setDialog(null);
  return (
    <>
      <PageHead
        title={listWords(lease.tenants.map((t) => t.name)) || 'Lease'}
        crumbs={[
          { label: 'Leases', href: '/leases' },
          { label: lease.unit_label, href: `/units/${lease.unit_id}` },
        ]}
        tags={<StateTag of="lease" state={lease.status} />}
        actions={
          <>
            {ENDABLE.has(lease.status) && may('leases.write') ? (
              <Button look="quiet" onClick={() => setDialog('end')}>
                {lease.status === 'active' ? 'End it' : 'Call it off'}
              </Button>
            ) : null}
            {lease.status === 'ended' && may('payments.write') ? (
              <Button look="quiet" onClick={() => setDialog('close')}>
                Close it
              </Button>
            ) : null}
            {lease.status === 'draft' && may('leases.write') ? (
              <Button onClick={() => setDialog('edit')}>Edit the draft</Button>
            ) : null}
            {paying ? <SendLink lease={lease} /> : null}
            {LIVING.has(lease.status) && may('charges.write') ? (
              <Button onClick={() => setDialog('charge')}>Add a charge</Button>
            ) : null}
            {lease.status === 'draft' && may('leases.sign') ? <SendForSignature lease={lease} /> : null}
            <SignButton lease={lease} />
            {paying ? (
              <Button look="primary" onClick={() => setDialog('payment')}>
                Record a payment
              </Button>
            ) : null}
          </>
        }
      />
      <Facts facts={factsOf(lease)} />
      <Columns>
        <div className="grid gap-4.5">
          {lease.status === 'draft' || lease.status === 'out_for_signature' ? <Signing lease={lease} /> : null}
          <Tabs
            value={tab}
            onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
            tabs={[
              { value: 'money', label: 'Money', panel: <MoneyTab lease={lease} /> },
              { value: 'documents', label: 'Documents', panel: <DocumentsTab leaseId={lease.id} /> },
              { value: 'people', label: 'People', panel: <PeopleTab lease={lease} /> },
              { value: 'repairs', label: 'Repairs', panel: <RepairsTab leaseId={lease.id} /> },
            ]}
          />
        </div>
        <Loaded asked={timeline}>{(story) => <Timeline story={story} zone={lease.time_zone} />}</Loaded>
      </Columns>
      <Suspense fallback={null}>
        {dialog === 'payment' ? <RecordPayment lease={lease} onClose={close} /> : null}
        {dialog === 'edit' ? <EditLease lease={lease} onClose={close} /> : null}
        {dialog === 'end' ? <EndLease lease={lease} onClose={close} /> : null}
        {dialog === 'close' ? <CloseLease lease={lease} onClose={close} /> : null}
        {dialog === 'charge' ? <AddCharge lease={lease} onClose={close} /> : null}
      </Suspense>
    </>
  );
}

function factsOf(lease: Lease) {
  return [
    {
      label: 'Rent',
      value: (
        <>
          <b>
            <Money cents={lease.rent_cents} currency={lease.currency} />
          </b>{' '}
          due on the {ordinal(lease.due_day)}
        </>
      ),
    },
    {
      label: 'Term',
      value: (
        <b className="num">{`${formatDate(lease.starts_on, { year: true })} – ${lease.ends_on ? formatDate(lease.ends_on, { year: true }) : 'month to month'}`}</b>
      ),
    },
    { label: 'Balance', value: <Balance cents={lease.balance_cents} currency={lease.currency} /> },
    ...(lease.in_transit_cents > 0
      ? [
          {
            label: 'In transit',
            value: <Money className="font-medium text-blue" cents={lease.in_transit_cents} currency={lease.currency} />,
          },
        ]
      : []),
    {
      label: 'Deposit held',
      value: (
        <>
          <b>
            <Money cents={lease.deposit_held_cents} currency={lease.currency} />
          </b>
          {lease.deposit_held_cents === lease.deposit_cents ? null : (
            <>
              {' '}
              of <Money cents={lease.deposit_cents} currency={lease.currency} />
            </>
          )}
        </>
      ),
    },
    {
      label: 'Autopay',
      value: lease.autopay ? (
        <>
          <b>on</b> · {sentence(lease.autopay.label)}
        </>
      ) : (
        'not set up'
      ),
    },
  ];
}

function SendForSignature({ lease }: { lease: Lease }) {
  const send = useSendForSignature(lease.id);
  const press = () =>
    send.mutate(undefined, {
      onSuccess: () => toast('On its way to be signed', { detail: 'Tenants sign first, then you.' }),
      onError: toastProblem,
    });
  return (
    <Button look="primary" busy={send.isPending} onClick={press}>
      Send for signature
    </Button>
  );
}
