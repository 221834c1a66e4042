import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { queries } from '../../api/queries';
import type { MaintenanceRequest } from '../../api/types';
import { formatDistance } from '../../format/dates';
import { humanize } from '../../format/words';
import { useMay } from '../../frame/session';
import { Card, EmptyState, Facts } from '../../ui/card';
import { Columns, Loaded, LoadedPage, PageHead } from '../../ui/page';
import { Pictures } from '../../ui/pictures';
import { StateTag } from '../../ui/tag';
import { Timeline } from '../../ui/timeline';
import { DateText } from '../../ui/values';
import { AddPhotos } from '../portfolio/photos';
import { Order } from './order';
import { RequestActions } from './request-actions';
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
  const may = useMay();
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
        actions={<RequestActions request={request} />}
      />
      <Facts facts={factsOf(request)} />
      <Columns>
        <div className="grid gap-4.5">
          {request.attention_reason && request.needs_attention ? (
            <p role="status" className="rounded-md bg-red-soft px-3.5 py-2.5 font-medium text-red">
              {request.attention_reason}
            </p>
          ) : null}
          <Card
            title={request.tenant_name ? `In ${request.tenant_name}'s words` : 'As reported'}
            aside={<DateText at={request.created_at} />}
          >
            <p className="whitespace-pre-line px-3.5 py-3 text-[15px] leading-6">{request.description}</p>
            <div className="px-3.5">
              <Pictures images={request.images} />
              {may('photos.write') && request.status !== 'canceled' ? (
                <div className="pb-3">
                  <AddPhotos place={{ maintenance_request_id: request.id }} />
                </div>
              ) : null}
            </div>
          </Card>
          {request.work_orders.map((order) => (
            <Order key={order.id} order={order} />
          ))}
          {request.work_orders.length === 0 ? (
            <Card title="Vendors">
              <EmptyState title="Nobody has been asked yet">
                Whoever fits best is asked first, then the next.
              </EmptyState>
            </Card>
          ) : null}
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
      label: request.clock?.must_do === 'finish' ? 'Must be done by' : 'Must start by',
      value: request.clock_due_at ? (
        <>
          <b>
            <DateText at={request.clock_due_at} />
          </b>{' '}
          {formatDistance(request.clock_due_at)}
          {request.clock ? (
            <span className="block max-w-prose text-ink-3 text-xs">
              {request.clock.rule} ({request.clock.source})
            </span>
          ) : null}
        </>
      ) : (
        'no deadline'
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
