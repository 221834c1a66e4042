import type { Transaction } from '../database';
import { lockRepair, moveRepair, type Reach, type RepairRef } from './load-repair';
import { tellHistory, tellLandlord } from './tell';

/** Nobody is left to ask: the landlord has to find somebody. @throws TenureError illegal_transition */
export async function escalateRepair(
  tx: Transaction,
  reach: Reach,
  ref: RepairRef & { why: string; sweep: number },
): Promise<void> {
  const repair = await lockRepair(tx, ref);
  if (repair.status === 'escalated') return;
  await moveRepair(tx, repair, 'escalated', { needsAttention: true, attentionReason: ref.why });
  await tellHistory(tx, repair, 'maintenance.escalated', { reason: ref.why });
  const key = `escalated/${repair.workOrder?.id ?? ''}/${ref.sweep}`;
  await tellLandlord(tx, reach, repair, { why: ref.why, key });
}

/** The landlord asks us to look for a vendor once more. @throws TenureError illegal_transition */
export async function dispatchAgain(tx: Transaction, ref: RepairRef & { by: string }): Promise<void> {
  const repair = await lockRepair(tx, ref);
  if (repair.status === 'dispatching') return;
  await moveRepair(tx, repair, 'dispatching', { needsAttention: false, attentionReason: null });
}
