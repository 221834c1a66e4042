import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import { type Database, inOrganization } from '../database';

/** Has an account asked how it stands, since the payment service says that it changed. @returns whether it is ours */
export async function tellAccountNews(database: Database, vendorRef: string): Promise<boolean> {
  const { rows } = await database.pool.query<{ organization_id: string; account_id: string }>(
    'select organization_id, account_id from owner_of_connect_ref($1)',
    [vendorRef],
  );
  const [found] = rows;
  if (found === undefined) return false;
  const { organization_id: organizationId, account_id: accountId } = found;
  await inOrganization(database, organizationId, (tx) =>
    enqueueCommand(tx, {
      organizationId,
      kind: 'signal_with_start',
      workflowType: 'connectAccount',
      workflowId: workflowIds.connectAccount(accountId),
      signal: 'accountNews',
      input: { organizationId, accountId },
      restart: true,
    }),
  );
  return true;
}
