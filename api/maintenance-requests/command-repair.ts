import { TenureError } from '../../domain/errors';
import { inOrganization } from '../../store/database';
import { reopenClosedRepair } from '../../store/maintenance/close-repair';
import { type RepairRef, readRepair } from '../../store/maintenance/load-repair';
import { maintenanceWorkflowId } from '../../workflows/maintenance/ids';
import type { RepairAnswer, RepairCommands } from '../../workflows/maintenance/messages';
import type { Services } from '../services';

/** How long a repair reported a moment ago may take until its process answers. */
const STARTING_MS = 5_000;
const PAUSE_MS = 150;

/**
 * Sends a command to a repair's process and waits for its answer.
 * @throws TenureError not_found; the refusal of the process in its own words; unavailable
 */
export async function commandRepair<K extends keyof RepairCommands>(
  services: Services,
  ref: RepairRef,
  command: K,
  args: RepairCommands[K],
): Promise<RepairAnswer> {
  const { status } = await inOrganization(services.database, ref.organizationId, (tx) => readRepair(tx, ref));
  if (status === 'resolved' || status === 'canceled') {
    throw new TenureError('illegal_transition', `This repair is ${status}.`);
  }
  const workflowId = maintenanceWorkflowId(ref.requestId);
  await untilStarted(services, workflowId);
  return services.temporal.executeUpdate<RepairAnswer>(workflowId, command, [args]);
}

/** The relay starts the process a moment after the report; somebody may be quicker. */
async function untilStarted({ temporal }: Services, workflowId: string): Promise<void> {
  const deadline = Date.now() + STARTING_MS;
  while ((await temporal.describe(workflowId)) === null) {
    if (Date.now() > deadline) {
      throw new TenureError(
        'unavailable',
        'This repair is only being started. Nothing was changed; try again shortly.',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/**
 * Opens a repair again: through its process while that goes on; one that was closed begins again.
 * @throws TenureError illegal_transition
 */
export async function reopen(services: Services, ref: RepairRef, args: { by: string; reason: string }): Promise<void> {
  const wasClosed = await inOrganization(services.database, ref.organizationId, async (tx) => {
    const repair = await readRepair(tx, ref);
    if (repair.status !== 'resolved') return false;
    await reopenClosedRepair(tx, { ...ref, ...args }, services.now());
    return true;
  });
  if (!wasClosed) await commandRepair(services, ref, 'reopen', args);
}
