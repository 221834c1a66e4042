import { workflowIds } from '../../domain/workflow-ids';
import type { LoadedApplication } from '../applications/lock-application';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';

const OPEN = ['invited', 'in_progress', 'submitted', 'screening', 'decision_pending', 'approved_with_conditions'];

/**
 * Tells the other open applications of a unit that it is promised. Held ones stay open, in case the approved one falls
 * through, and cannot be approved meanwhile; declined ones are ended by their own workflows.
 */
export async function holdCompetitors(
  tx: Transaction,
  approved: LoadedApplication,
  what: 'hold' | 'decline',
): Promise<void> {
  const others = await tx.application.findMany({
    where: { unitId: approved.unitId, id: { not: approved.id }, status: { in: OPEN } },
    select: { id: true, organizationId: true },
  });
  for (const { id, organizationId } of others) {
    await enqueueCommand(tx, {
      organizationId,
      workflowType: 'application',
      workflowId: workflowIds.application(id),
      kind: 'signal',
      signal: 'unitPromised',
      input: { what },
    });
  }
}
