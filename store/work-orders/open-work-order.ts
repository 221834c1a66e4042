import type { Transaction } from '../database';
import { lockRepair, moveRepair, type Repair, type RepairRef, readRepair } from '../maintenance/load-repair';
import { newId } from '../new-id';

/** Begins looking for a vendor: a work order, the next in the repair's sequence. Begun already, nothing changes. */
export async function openWorkOrder(tx: Transaction, ref: RepairRef): Promise<void> {
  const repair = await lockRepair(tx, ref);
  if (repair.status === 'reported' || repair.status === 'reopened') await addWorkOrder(tx, repair);
}

/** Adds a work order to a locked repair and moves it to dispatching. @returns the repair as it is then */
export async function addWorkOrder(tx: Transaction, repair: Repair): Promise<Repair> {
  const { organizationId, requestId } = repair.ref;
  const sequence = (repair.workOrder?.sequence ?? 0) + 1;
  await tx.workOrder.create({
    data: { id: newId('workOrder'), organizationId, requestId, sequence },
    select: { id: true },
  });
  await moveRepair(tx, repair, 'dispatching');
  return readRepair(tx, repair.ref);
}
