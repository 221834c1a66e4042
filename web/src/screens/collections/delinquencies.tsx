import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Card, EmptyState } from '../../ui/card';
import { type Column, rowLink } from '../../ui/data-table';
import { ChoiceFilter, Filters } from '../../ui/filters';
import { Loaded, PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { Tag } from '../../ui/tag';
import { DateText, Money } from '../../ui/values';
import { AgeingChart } from './ageing-chart';
import { type Delinquency, delinquencies, delinquencySummary } from './queries';
import { ReturnRatesCard } from './return-rates';

const route = getRouteApi('/app/delinquencies');

const columns: Column<Delinquency>[] = [
  {
    id: 'home',
    header: 'Home',
    cell: (row) => (
      <>
        <Link to="/leases/$leaseId" params={{ leaseId: row.lease_id }} data-row-link className={rowLink}>
          {row.home}
        </Link>
        <span className="block text-ink-2">{row.tenants}</span>
      </>
    ),
  },
  {
    id: 'balance',
    header: 'Late',
    end: true,
    cell: (row) => (
      <>
        <Money cents={row.balance_cents} className="font-medium" />
        {row.in_transit_cents > 0 ? (
          <span className="block text-blue">
            <Money cents={row.in_transit_cents} /> in transit
          </span>
        ) : null}
      </>
    ),
  },
  {
    id: 'since',
    header: 'Since',
    from: 'sm',
    cell: (row) => (
      <>
        <DateText at={row.oldest_due_on} />
        <span className="block text-ink-2">{row.days_late === 1 ? '1 day' : `${row.days_late} days`}</span>
      </>
    ),
  },
  {
    id: 'why',
    header: 'Why',
    from: 'md',
    cell: (row) => (
      <>
        {row.reason}
        <span className="mt-1 flex gap-1.5">
          {row.plan_id ? <Tag tone="transit">Plan</Tag> : null}
          {row.dispute_id ? <Tag tone="bad">Dispute</Tag> : null}
        </span>
      </>
    ),
  },
  {
    id: 'next',
    header: 'Next',
    cell: (row) => (
      <>
        {row.next_action.needs_you ? <Tag tone="wait">You</Tag> : null} {row.next_action.what}
        {row.next_action.on ? (
          <span className="block text-ink-2">
            <DateText at={row.next_action.on} />
          </span>
        ) : null}
      </>
    ),
  },
];

const BUCKETS = [
  { value: '0_30', label: '0–30 days' },
  { value: '31_60', label: '31–60 days' },
  { value: '61_90', label: '61–90 days' },
  { value: 'over_90', label: 'over 90 days' },
] as const;

/** Who is late, by how much and how long, why, and what happens next. */
export function Delinquencies() {
  const { bucket, only } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (wanted: typeof bucket, kind: typeof only) => {
    const search = {
      ...(wanted === undefined ? {} : { bucket: wanted }),
      ...(kind === undefined ? {} : { only: kind }),
    };
    void navigate({ search, replace: true });
  };
  const filters = {
    ...(bucket === undefined ? {} : { bucket }),
    ...(only === 'plan' ? { has_plan: true } : {}),
    ...(only === 'dispute' ? { has_dispute: true } : {}),
  };
  const asked = useInfiniteQuery(delinquencies(filters));
  return (
    <>
      <PageHead title="Late" under="Every lease with something past its day, why, and what happens next." />
      <div className="grid gap-4.5">
        <Card title="By how long">
          <Loaded asked={useQuery(delinquencySummary())} lines={4}>
            {(sums) => (
              <div className="p-3.5">
                <p className="mb-2 text-ink-2">
                  <Money cents={sums.balance_cents} className="font-semibold text-ink text-lg" /> on{' '}
                  {sums.leases === 1 ? '1 lease' : `${sums.leases} leases`}
                </p>
                <AgeingChart ageing={sums.ageing} />
              </div>
            )}
          </Loaded>
        </Card>
        <div>
          <Filters>
            <ChoiceFilter
              label="How long"
              all="However long"
              value={bucket}
              options={BUCKETS}
              onChange={(value) => show(BUCKETS.find((one) => one.value === value)?.value, only)}
            />
            <ChoiceFilter
              label="With"
              all="All"
              value={only}
              options={[
                { value: 'plan', label: 'On a payment plan' },
                { value: 'dispute', label: 'In dispute' },
              ]}
              onChange={(value) => show(bucket, value === 'plan' || value === 'dispute' ? value : undefined)}
            />
          </Filters>
          <Card title="Leases">
            <PagedTable
              label="Late leases"
              asked={asked}
              columns={columns}
              empty={<EmptyState title="Nobody is late">What is past its day and not paid stands here.</EmptyState>}
            />
          </Card>
        </div>
        <ReturnRatesCard />
      </div>
    </>
  );
}
