import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import type { RepairRef } from './load-repair';

/** Starts a repair's process; one that has ended begins again where the repair stands. */
export async function startRepair(
  tx: Transaction,
  { organizationId, requestId, propertyId, leaseId }: RepairRef & { propertyId: string; leaseId: string | null },
): Promise<void> {
  await enqueueCommand(tx, {
    organizationId,
    kind: 'start',
    workflowType: 'maintenance',
    workflowId: `maintenance/${requestId}`,
    input: { organizationId, requestId, propertyId, ...(leaseId === null ? {} : { leaseId }) },
    restart: true,
  });
}
