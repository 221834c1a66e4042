import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMay } from '../../frame/session';
import { Card, EmptyState } from '../../ui/card';
import { Loaded } from '../../ui/page';
import { DocumentList } from './document-list';

/** What was made and signed, each with the start of its hash, by which a copy can be proved. */
export function DocumentsTab({ leaseId }: { leaseId: string }) {
  const may = useMay();
  const asked = useQuery({ ...queries.documents(leaseId), enabled: may('documents.read') });
  if (!may('documents.read')) return <p className="text-ink-2">Your role does not include documents.</p>;
  return (
    <Card title="Documents">
      <Loaded asked={asked} lines={3}>
        {(documents) =>
          documents.length > 0 ? (
            <DocumentList documents={documents} />
          ) : (
            <EmptyState title="No documents yet">The lease is made when it goes out for signature.</EmptyState>
          )
        }
      </Loaded>
    </Card>
  );
}
