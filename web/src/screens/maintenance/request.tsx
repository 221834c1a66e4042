import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { queries } from '../../api/queries';
import type { MaintenanceRequest, WorkOrder } from '../../api/types';
import { formatDistance } from '../../format/dates';
import { humanize } from '../../format/words';
import { Card, EmptyState, Facts } from '../../ui/card';
import { Columns, Loaded, LoadedPage, PageHead } from '../../ui/page';
import { Pictures } from '../../ui/pictures';
import { StateTag } from '../../ui/tag';
import { Timeline } from '../../ui/timeline';
import { DateText, Money } from '../../ui/values';
import { requestTitle } from './request-list';

const route = getRouteApi('/app/maintenance/$requestId');

export function RequestPage() {
  const { requestId } = route.useParams();
  return (
    <LoadedPage asked={useQuery(queries.request(requestId))}>{(request) => <Shown request={request} />}</LoadedPage>
  );
}

function Shown({ request }: { request: MaintenanceRequest }) {
  const timeline = useQuery(queries.timeline(request.id));
  const orders = useQuery(queries.workOrders(request.id));
  return (
    <>
      <PageHead
        title={requestTitle(request.description)}
        crumbs={[
          { label: 'Maintenance', href: '/maintenance' },
          { label: request.unit_label, href: `/units/${request.unit_id}` },
        ]}
        tags={
          <>
            <StateTag of="maintenance" state={request.status} />
            <StateTag of="severity" state={request.severity} />
          </>
        }
      />
      <Facts facts={factsOf(request)} />
      <Columns>
        <div className="grid gap-4.5">
          <Card
            title={request.tenant_name ? `In ${request.tenant_name}'s words` : 'As reported'}
            aside={<DateText at={request.created_at} />}
          >
            <p className="whitespace-pre-line px-3.5 py-3 text-[15px] leading-6">{request.description}</p>
            {request.images.length > 0 ? (
              <div className="px-3.5">
                <Pictures images={request.images} />
              </div>
            ) : null}
          </Card>
          <Loaded asked={orders}>
            {(list) =>
              list.length > 0 ? (
                list.map((order) => <Order key={order.id} order={order} />)
              ) : (
                <Card title="Vendors">
                  <EmptyState title="Nobody has been asked yet">
                    Whoever fits best is asked first, then the next.
                  </EmptyState>
                </Card>
              )
            }
          </Loaded>
        </div>
        <Loaded asked={timeline}>{(story) => <Timeline story={story} />}</Loaded>
      </Columns>
    </>
  );
}

function factsOf(request: MaintenanceRequest) {
  return [
    {
      label: 'Where',
      value: (
        <Link to="/units/$unitId" params={{ unitId: request.unit_id }} className="link font-medium">
          {request.unit_label}
        </Link>
      ),
    },
    ...(request.tenant_name
      ? [
          {
            label: 'Reported by',
            value: request.lease_id ? (
              <Link
                to="/leases/$leaseId"
                params={{ leaseId: request.lease_id }}
                search={{}}
                className="link font-medium"
              >
                {request.tenant_name}
              </Link>
            ) : (
              <b>{request.tenant_name}</b>
            ),
          },
        ]
      : []),
    { label: 'Trade', value: <b>{humanize(request.trade)}</b> },
    {
      label: 'Must start by',
      value: request.clock_due_at ? (
        <>
          <b>
            <DateText at={request.clock_due_at} />
          </b>{' '}
          {formatDistance(request.clock_due_at)}
          {request.clock_rule ? <span className="block text-ink-3 text-xs">{request.clock_rule}</span> : null}
        </>
      ) : (
        'no legal deadline'
      ),
    },
    {
      label: 'Entry',
      value: (
        <>
          {request.entry_permission ? 'allowed when nobody is home' : 'only by appointment'}
          {request.access_notes ? <span className="block text-ink-2">{request.access_notes}</span> : null}
        </>
      ),
    },
  ];
}

function Order({ order }: { order: WorkOrder }) {
  return (
    <Card title={order.vendor_name ?? 'Asking vendors'} aside={<StateTag of="work_order" state={order.status} />}>
      {order.scheduled_start || order.done_at || order.price_cents !== null || order.notes ? (
        <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-3 gap-y-1 border-line border-b px-3.5 py-3 [&_dt]:text-ink-3">
          {order.scheduled_start ? (
            <>
              <dt>Comes</dt>
              <dd>
                <DateText at={order.scheduled_start} />
                {order.scheduled_end ? (
                  <>
                    {' – '}
                    <DateText at={order.scheduled_end} />
                  </>
                ) : null}
              </dd>
            </>
          ) : null}
          {order.done_at ? (
            <>
              <dt>Done</dt>
              <dd>
                <DateText at={order.done_at} />
              </dd>
            </>
          ) : null}
          {order.price_cents === null ? null : (
            <>
              <dt>Price</dt>
              <dd>
                <Money cents={order.price_cents} />
              </dd>
            </>
          )}
          {order.notes ? (
            <>
              <dt>Notes</dt>
              <dd>{order.notes}</dd>
            </>
          ) : null}
        </dl>
      ) : null}
      <ol aria-label="Offers">
        {order.offers.map((offer) => (
          <li
            key={offer.id}
            className="flex flex-wrap items-start gap-x-3 gap-y-1 border-line border-b px-3.5 py-2.5 last:border-0"
          >
            <div className="min-w-0 grow">
              <p className="font-medium">{offer.vendor_name}</p>
              <p className="text-ink-2 text-xs">
                asked <DateText at={offer.sent_at} />
                {offer.answered_at ? (
                  <>
                    {' · answered '}
                    <DateText at={offer.answered_at} />
                  </>
                ) : offer.expires_at && offer.status === 'sent' ? (
                  ` · the next is asked ${formatDistance(offer.expires_at)}`
                ) : null}
              </p>
              {offer.reason ? <p className="text-ink-2 text-xs">{offer.reason}</p> : null}
            </div>
            <StateTag of="offer" state={offer.status} />
          </li>
        ))}
      </ol>
      {order.images.length > 0 ? (
        <div className="px-3.5 pt-3">
          <Pictures images={order.images} />
        </div>
      ) : null}
    </Card>
  );
}
