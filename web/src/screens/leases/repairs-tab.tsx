import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Card, EmptyState } from '../../ui/card';
import { Loaded } from '../../ui/page';
import { RequestList } from '../maintenance/request-list';

/** What was reported during this lease. */
export function RepairsTab({ leaseId }: { leaseId: string }) {
  const asked = useQuery(queries.maintenance({ lease_id: leaseId }));
  return (
    <Card title="Repairs">
      <Loaded asked={asked} lines={3}>
        {(requests) =>
          requests.length > 0 ? <RequestList requests={requests} /> : <EmptyState title="Nothing reported" />
        }
      </Loaded>
    </Card>
  );
}
