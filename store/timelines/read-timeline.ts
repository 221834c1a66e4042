import { notFound } from '../../domain/errors';
import { type IdKind, kindOfId } from '../../domain/ids';
import { workflowIds } from '../../domain/workflow-ids';
import { type Database, type SqlTransaction, sqlInOrganization } from '../database';
import { EVENT_COLUMNS, eventOf, type LoggedEvent } from '../events/read-events';

/** What is known of a subject: its events, the latest first, and the workflows that are or were about it. */
export type RecordedTimeline = { kind: IdKind; events: LoggedEvent[]; workflowIds: string[] };

const MAX_EVENTS = 100;
const MAX_WORKFLOWS = 12;

/** Where a subject's row stands. A subject of any other kind has no timeline of its own. */
const TABLES: Readonly<Partial<Record<IdKind, string>>> = {
  property: 'properties',
  unit: 'units',
  application: 'applications',
  applicant: 'applicants',
  tenant: 'tenants',
  lease: 'leases',
  payment: 'payments',
  rentRun: 'rent_runs',
  maintenanceRequest: 'maintenance_requests',
  workOrder: 'work_orders',
  vendor: 'vendors',
};

/** Reads the store's part of a timeline. @throws TenureError not_found for what is not there or another's */
export async function readTimeline(
  database: Database,
  organizationId: string,
  subject: string,
): Promise<RecordedTimeline> {
  const kind = kindOfId(subject);
  const table = kind === undefined ? undefined : TABLES[kind];
  if (kind === undefined || table === undefined) throw notFound('thing with a timeline');
  return sqlInOrganization(database, organizationId, async (client) => {
    // The table's name comes from the list above, never from the request.
    const { rowCount } = await client.query(`select 1 from ${table} where id = $1`, [subject]);
    if (rowCount === 0) throw notFound('thing with a timeline');
    const { rows } = await client.query<Parameters<typeof eventOf>[0]>(
      `select ${EVENT_COLUMNS} from events_about($1, $2)`,
      [subject, MAX_EVENTS],
    );
    return { kind, events: rows.map(eventOf), workflowIds: await workflowsAbout(client, kind, subject) };
  });
}

/** The workflows about a subject, the most telling first: those it has by its nature, then those that were started for it. */
async function workflowsAbout(client: SqlTransaction, kind: IdKind, subject: string): Promise<string[]> {
  const { rows } = await client.query<{ workflow_id: string }>(
    `select workflow_id from (
       select workflow_id, max(created_at) as at from commands where workflow_id like '%/' || $1 || '%' group by 1
       union all select workflow_id, started_at from rent_runs where id = $1 and workflow_id is not null) w
     order by at desc limit $2`,
    [subject, MAX_WORKFLOWS],
  );
  const natural = NATURAL[kind]?.(subject) ?? [];
  return [...new Set([...natural, ...rows.map((row) => row.workflow_id)])].slice(0, MAX_WORKFLOWS);
}

const NATURAL: Readonly<Partial<Record<IdKind, (id: string) => string[]>>> = {
  application: (id) => [workflowIds.application(id), workflowIds.screening(id)],
  lease: (id) => [workflowIds.lease(id), workflowIds.signing(id)],
  payment: (id) => [workflowIds.payment(id), workflowIds.paymentReversal(id, 1)],
  maintenanceRequest: (id) => [workflowIds.maintenance(id)],
};
