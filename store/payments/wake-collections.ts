import { workflowIds } from '../../domain/workflow-ids';
import { openCharges } from '../charges/open-charges';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

/** The collections of a lease's open months look again at once: how or whether it can be paid has changed. */
export async function wakeCollections(
  tx: Transaction,
  { organizationId, leaseId }: { organizationId: string; leaseId: string },
): Promise<void> {
  const open = await openCharges(overPrisma(tx), organizationId, leaseId);
  for (const period of new Set(open.map((charge) => charge.period))) {
    await enqueueCommand(tx, {
      organizationId,
      workflowType: 'rentCollection',
      workflowId: workflowIds.rentCollection(leaseId, period),
      kind: 'signal',
      signal: 'moneyChanged',
      ifThere: true,
    });
  }
}
