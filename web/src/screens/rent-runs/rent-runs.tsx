import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { queries } from '../../api/queries';
import type { RentRun } from '../../api/types';
import { zoneWords } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card, EmptyState } from '../../ui/card';
import type { Column } from '../../ui/data-table';
import { Columns, Loaded, PageHead } from '../../ui/page';
import { PagedTable } from '../../ui/paged-table';
import { StateTag } from '../../ui/tag';
import { Timeline } from '../../ui/timeline';
import { DateText, Money } from '../../ui/values';
import DryRun from './dry-run';

const route = getRouteApi('/app/rent-runs');

const columns: Column<RentRun>[] = [
  {
    id: 'day',
    header: 'Day',
    sort: (r) => r.run_on,
    cell: (r) => (
      <>
        <span className="font-medium">
          <DateText at={r.run_on} />
        </span>
        <span className="block whitespace-nowrap text-ink-2">{zoneWords(r.time_zone)}</span>
      </>
    ),
  },
  { id: 'status', header: 'State', cell: (r) => <StateTag of="rent_run" state={r.status} /> },
  {
    id: 'charges',
    header: 'Charges',
    end: true,
    from: 'sm',
    sort: (r) => r.charges,
    cell: (r) => r.charges.toLocaleString('en-US'),
  },
  {
    id: 'amount',
    header: 'Amount',
    end: true,
    sort: (r) => r.amount_cents,
    cell: (r) => <Money cents={r.amount_cents} />,
  },
  {
    id: 'started',
    header: 'Collections',
    end: true,
    from: 'md',
    cell: (r) => r.collections_started.toLocaleString('en-US'),
  },
  {
    id: 'finished',
    header: 'Finished',
    end: true,
    from: 'lg',
    cell: (r) => (r.finished_at ? <DateText at={r.finished_at} /> : ''),
  },
];

/** What was posted, when, and what the next day would post. */
export function RentRuns() {
  const { dry } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const asked = useInfiniteQuery(queries.rentRuns());
  const latest = asked.data?.pages[0]?.data[0];
  const toggle = (open: boolean) => void navigate({ search: open ? { dry: true } : {}, replace: true });
  return (
    <>
      <PageHead
        title="Rent runs"
        under="Every morning, by each property's own clock. A second run of a day posts nothing twice."
        actions={
          may('rent_runs.write') ? (
            <Button look="primary" onClick={() => toggle(true)}>
              Dry run
            </Button>
          ) : null
        }
      />
      <Columns>
        <Card title="Runs">
          <PagedTable
            label="Rent runs"
            asked={asked}
            columns={columns}
            empty={<EmptyState title="No run yet">A dry run shows what one would post, without posting it.</EmptyState>}
          />
        </Card>
        {latest?.id ? <LatestRun id={latest.id} /> : null}
      </Columns>
      {dry ? <DryRun onClose={() => toggle(false)} /> : null}
    </>
  );
}

function LatestRun({ id }: { id: string }) {
  return <Loaded asked={useQuery(queries.timeline(id))}>{(story) => <Timeline story={story} />}</Loaded>;
}
