import { useMay } from '../../frame/session';
import { HrefLink } from '../../ui/href-link';

/** On a lease's money tab: its statement and invoices, to see and to take along. */
export function LeasePapers({ leaseId }: { leaseId: string }) {
  const may = useMay();
  if (!may('reports.read')) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1">
      <HrefLink className="link" href={`/reports?lease=${leaseId}`}>
        Statement of account
      </HrefLink>
      <HrefLink className="link" href={`/reports?lease=${leaseId}&kind=invoice`}>
        Invoice of a month
      </HrefLink>
    </p>
  );
}
