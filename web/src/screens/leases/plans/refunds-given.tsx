import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../frame/session';
import { Loaded } from '../../../ui/page';
import { Tag } from '../../../ui/tag';
import { DateText, Money } from '../../../ui/values';
import { type Refund, refundsOf } from './api';

const STATES = {
  requested: { tone: 'wait', word: 'Being sent' },
  unknown: { tone: 'wait', word: 'Being checked' },
  pending: { tone: 'transit', word: 'On its way' },
  requires_action: { tone: 'bad', word: 'Waits for the payer' },
  succeeded: { tone: 'ok', word: 'Given back' },
  failed: { tone: 'bad', word: 'Failed' },
} as const satisfies Record<Refund['status'], { tone: string; word: string }>;

/** What of a lease's payments went back, or is on its way back; nothing where nothing did. */
export function RefundsGiven({ leaseId }: { leaseId: string }) {
  const reads = useMay()('refunds.read');
  const asked = useQuery({ ...refundsOf(leaseId), enabled: reads });
  if (!reads || (asked.isPending && !asked.isError)) return null;
  return <Loaded asked={asked}>{({ data }) => <Given refunds={data} />}</Loaded>;
}

function Given({ refunds }: { refunds: readonly Refund[] }) {
  if (refunds.length === 0) return null;
  return (
    <section aria-labelledby="refunds-given" className="border-line border-t">
      <h3 id="refunds-given" className="px-3.5 pt-2.5 text-ink-3 text-xs">
        Given back
      </h3>
      <ul className="divide-y divide-line">
        {refunds.map((refund) => (
          <li key={refund.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2">
            <Tag tone={STATES[refund.status].tone}>{STATES[refund.status].word}</Tag>
            <span className="min-w-0 grow">
              {refund.reason}
              <span className="block text-ink-2 text-xs">
                <DateText at={refund.effective_on} />
                {refund.failure_message ? ` · ${refund.failure_message}` : ''}
              </span>
            </span>
            <Money cents={refund.amount_cents} currency={refund.currency} />
          </li>
        ))}
      </ul>
    </section>
  );
}
