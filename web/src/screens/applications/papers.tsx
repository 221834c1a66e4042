import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMay } from '../../frame/session';
import { Card, EmptyState } from '../../ui/card';
import { Loaded } from '../../ui/page';
import { DocumentList } from '../leases/document-list';

/** What the household handed in and what it was told in writing; only for those who decide about it. */
export function Papers({ applicationId }: { applicationId: string }) {
  const may = useMay()('screenings.read');
  const asked = useQuery({ ...queries.papersOf(applicationId), enabled: may });
  if (!may) return null;
  return (
    <Card title="Papers">
      <Loaded asked={asked} lines={2}>
        {(documents) =>
          documents.length > 0 ? (
            <DocumentList documents={documents} />
          ) : (
            <EmptyState title="No papers yet">What the household photographs and hands in stands here.</EmptyState>
          )
        }
      </Loaded>
    </Card>
  );
}
