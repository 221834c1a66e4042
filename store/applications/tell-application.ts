import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';

/** Tells the application's workflow that something about it changed: it looks again. */
export async function tellApplication(
  tx: Transaction,
  application: { id: string; organizationId: string },
): Promise<void> {
  await enqueueCommand(tx, {
    organizationId: application.organizationId,
    workflowType: 'application',
    workflowId: workflowIds.application(application.id),
    kind: 'signal',
    signal: 'applicantChanged',
  });
}
