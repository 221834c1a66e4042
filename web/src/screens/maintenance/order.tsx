import type { Offer, WorkOrder } from '../../api/types';
import { formatDistance } from '../../format/dates';
import { Card } from '../../ui/card';
import { Pictures } from '../../ui/pictures';
import { StateTag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';

/** One job: who has it or who was asked in which order, when they come, what it cost. */
export function Order({ order }: { order: WorkOrder }) {
  return (
    <Card
      title={order.vendor_name ?? (order.offers.length > 0 ? 'Asking vendors' : 'Vendors')}
      aside={<StateTag of="work_order" state={order.status} />}
    >
      <Plan order={order} />
      <Offers offers={order.offers} />
      {order.images.length > 0 ? (
        <div className="px-3.5 pt-3">
          <Pictures images={order.images} />
        </div>
      ) : null}
    </Card>
  );
}

function Plan({ order }: { order: WorkOrder }) {
  if (!order.scheduled_start && !order.done_at && order.price_cents === null && !order.notes) return null;
  return (
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
  );
}

function Offers({ offers }: { offers: Offer[] }) {
  if (offers.length === 0) return <p className="px-3.5 py-3 text-ink-2">Nobody was asked.</p>;
  return (
    <ol aria-label="Offers">
      {offers.map((offer) => (
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
            {offer.explanation.length > 0 ? (
              <details className="text-xs">
                <summary className="w-fit py-0.5 text-ink-3 hover:text-ink">why them</summary>
                <ul className="list-disc pl-4.5 text-ink-2">
                  {offer.explanation.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </details>
            ) : null}
            {offer.reason ? <p className="text-ink-2 text-xs">{offer.reason}</p> : null}
          </div>
          <StateTag of="offer" state={offer.status} />
        </li>
      ))}
    </ol>
  );
}
