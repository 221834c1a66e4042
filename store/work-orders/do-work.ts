import { notFound, TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import {
  lockRepair,
  moveRepair,
  moveWorkOrder,
  type Reach,
  type Repair,
  type RepairRef,
  type WorkOrderRow,
} from '../maintenance/load-repair';
import { tellHistory, tellTenant } from '../maintenance/tell';
import { setWindow } from './give-job';

export type JobRef = RepairRef & { workOrderId: string };

/** Plans further ahead are mistakes. */
const FARTHEST_MS = 90 * 86_400_000;
const LONGEST_WINDOW_MS = 12 * 3_600_000;

/**
 * The vendor says when they come, or another time than before.
 * @param start, end RFC 3339
 * @throws TenureError not_possible for a window that makes no sense, illegal_transition
 */
export async function scheduleWork(
  tx: Transaction,
  reach: Reach,
  ref: JobRef & { start: string; end: string },
  at: Date,
): Promise<void> {
  const { repair, workOrder } = await lockJob(tx, ref);
  const start = new Date(ref.start);
  const end = new Date(ref.end);
  refuseOddWindow(start, end, at);
  const same =
    workOrder.scheduledStart?.getTime() === start.getTime() && workOrder.scheduledEnd?.getTime() === end.getTime();
  if (workOrder.status === 'scheduled' && same) return;
  await setWindow(tx, reach, { repair, workOrder, start, end, actor: workOrder.vendorId ?? 'system', at });
}

function refuseOddWindow(start: Date, end: Date, at: Date): void {
  const length = end.getTime() - start.getTime();
  const refuse = (name: string, reason: string) => {
    throw new TenureError('not_possible', `The time ${reason}.`, { params: [{ name, reason }] });
  };
  if (!(length > 0 && length <= LONGEST_WINDOW_MS)) refuse('end', 'must end after it starts, at most 12 hours later');
  if (end.getTime() <= at.getTime()) refuse('start', 'must not lie in the past');
  if (start.getTime() > at.getTime() + FARTHEST_MS) refuse('start', 'must lie within the next 90 days');
}

/** The vendor has begun. @throws TenureError illegal_transition */
export async function startWork(tx: Transaction, ref: JobRef, at: Date): Promise<void> {
  const { repair, workOrder } = await lockJob(tx, ref);
  if (workOrder.status === 'in_progress') return;
  await moveWorkOrder(tx, workOrder, 'in_progress', { startedAt: at });
  await moveRepair(tx, repair, 'in_progress', { needsAttention: false, attentionReason: null });
  await tellHistory(tx, repair, 'maintenance.started', { vendorName: workOrder.vendor?.name }, byVendor(workOrder));
}

export type FinishedWork = JobRef & {
  notes?: string | undefined;
  priceCents?: number | undefined;
  /** Photos of the work, uploaded before. */
  mediaIds?: readonly string[] | undefined;
};

/** The vendor says that it is done: the tenant is asked. @throws TenureError illegal_transition */
export async function completeWork(tx: Transaction, reach: Reach, work: FinishedWork, at: Date): Promise<void> {
  const { repair, workOrder } = await lockJob(tx, work);
  if (workOrder.status === 'done') return;
  const { notes, priceCents, mediaIds = [] } = work;
  await moveWorkOrder(tx, workOrder, 'done', {
    doneAt: at,
    startedAt: workOrder.startedAt ?? at,
    notes: notes ?? null,
    priceCents: priceCents === undefined ? null : BigInt(priceCents),
  });
  await tx.media.updateMany({
    where: { id: { in: [...mediaIds] }, workOrderId: null, maintenanceRequestId: null },
    data: { workOrderId: workOrder.id },
  });
  await moveRepair(tx, repair, 'done', { needsAttention: false, attentionReason: null });
  const told = { vendorName: workOrder.vendor?.name, note: notes ?? '', photos: mediaIds.length };
  await tellHistory(tx, repair, 'maintenance.done', told, byVendor(workOrder));
  const variables = { vendor: workOrder.vendor?.name ?? '' };
  await tellTenant(tx, reach, repair, { kind: 'job_done_confirm', variables, key: workOrder.id }, at);
}

async function lockJob(tx: Transaction, ref: JobRef): Promise<{ repair: Repair; workOrder: WorkOrderRow }> {
  const repair = await lockRepair(tx, ref);
  const workOrder = repair.row.workOrders.find(({ id }) => id === ref.workOrderId);
  if (workOrder === undefined) throw notFound('work order');
  return { repair, workOrder };
}

function byVendor({ vendorId }: WorkOrderRow) {
  return vendorId === null ? {} : { actor: vendorId, vendorId };
}
