import { inOrganization } from '../../../store/database';
import { reportLink } from '../../../store/maintenance/report-link';
import { Form, Go } from '../kernel/forms';
import { fieldOf, type Shown, type Submission } from '../kernel/link-page';
import { REPORT } from './words';

const [NAME, VALUE] = ['do', 'report'];

/** A quiet way from a tenant's other pages about their lease to reporting a repair. */
export function ReportButton({ visit }: { visit: Shown }) {
  return (
    <Form visit={visit} step="">
      <Go className="btn quiet plain" name={NAME} value={VALUE}>
        {REPORT.ask[visit.locale]}
      </Go>
    </Form>
  );
}

/** Whether it was that button which was pressed. */
export function asksToReport({ fields }: Submission): boolean {
  return fieldOf(fields, NAME) === VALUE;
}

/** Where the holder of a link to a lease reports repairs: their standing link's page. */
export async function reportRepairAt({ link, services, now }: Submission): Promise<string> {
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  const { token } = await inOrganization(services.database, organizationId, (tx) =>
    reportLink(tx, services.linkKey, { organizationId, leaseId, tenantId, at: now }),
  );
  return `/l/${token}`;
}
