import type { Today } from '../../api/types';
import { formatInstant } from '../../format/dates';
import { count, zoneWords } from '../../format/words';
import { useMay } from '../../frame/session';
import { ButtonLink } from '../../ui/button';
import { Card, Skeleton } from '../../ui/card';
import { Tag } from '../../ui/tag';
import { Money } from '../../ui/values';

/** When rent is next posted, for how many, and what will be different. */
export function RentRunCard({ run, loading }: { run: Today['next_rent_run']; loading: boolean }) {
  const may = useMay();
  return (
    <Card title="Next rent run" aside={run ? <Tag tone="ok">Ready</Tag> : null}>
      {loading ? <Skeleton lines={4} /> : null}
      {!loading && !run ? <p className="px-3.5 py-3 text-ink-2">No lease has rent to post yet.</p> : null}
      {run ? (
        <div className="grid gap-2.5 px-3.5 py-3 text-ink-2">
          <p>
            <b className="font-medium text-ink">{formatInstant(run.at, run.time_zone)}</b>, {zoneWords(run.time_zone)}
          </p>
          <p>
            {count(run.leases, 'lease')}, <Money cents={run.amount_cents} />. {run.notes.join(' ')}
          </p>
          {may('rent_runs.read') ? (
            <div>
              <ButtonLink to="/rent-runs" search={{ dry: true }}>
                Dry run
              </ButtonLink>
            </div>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}
