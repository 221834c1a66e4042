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
import { tell } from '../maintenance/tell';
import { newId } from '../new-id';
import { withdrawOffers } from '../offers/withdraw-offers';
import { giveJob } from './give-job';
import { addWorkOrder } from './open-work-order';

/**
 * The landlord gives the job to a vendor, from the search or from another vendor who had it.
 * Given to the one who has it, nothing changes.
 * @throws TenureError not_found, not_possible for a vendor who is not active, illegal_transition once work is done
 */
export async function assignVendor(
  tx: Transaction,
  reach: Reach,
  ref: RepairRef & { vendorId: string; by: string },
  at: Date,
): Promise<{ workOrderId: string }> {
  const repair = await lockRepair(tx, ref);
  const vendor = await tx.vendor.findUnique({ where: { id: ref.vendorId } });
  if (vendor === null) throw notFound('vendor');
  if (vendor.status !== 'active') {
    throw new TenureError('not_possible', 'This vendor is not active.', {
      params: [{ name: 'vendor_id', reason: 'must be an active vendor' }],
    });
  }
  const current = repair.workOrder;
  if (current !== null && current.vendorId === vendor.id && isAtWork(current)) return { workOrderId: current.id };
  const ready = await searching(tx, repair);
  const workOrder = ready.workOrder;
  if (workOrder === null) throw new TenureError('internal', 'A repair in search of a vendor has no work order.');
  const offerId = newId('offer');
  await withdrawOffers(tx, ready);
  await tx.dispatchOffer.create({
    data: {
      id: offerId,
      organizationId: ref.organizationId,
      workOrderId: workOrder.id,
      vendorId: vendor.id,
      // Rounds of offers begin at 1: this one was not asked, but told.
      round: 0,
      status: 'accepted',
      explanation: ['assigned by you'],
      sentAt: at,
      expiresAt: at,
      answeredAt: at,
    },
    select: { id: true },
  });
  await giveJob(tx, reach, {
    repair: ready,
    workOrder,
    offer: { id: offerId, vendorId: vendor.id, vendor },
    actor: ref.by,
    at,
  });
  return { workOrderId: workOrder.id };
}

/** Brings a repair to where a vendor can be given: whoever had the job is told that it is no longer theirs. */
async function searching(tx: Transaction, repair: Repair): Promise<Repair> {
  const current = repair.workOrder;
  if (repair.status === 'dispatching' || repair.status === 'escalated') return repair;
  if (current === null || !isAtWork(current)) return addWorkOrder(tx, repair);
  await moveWorkOrder(tx, current, 'canceled');
  await tx.dispatchOffer.updateMany({
    where: { workOrderId: current.id, status: 'accepted' },
    data: { status: 'withdrawn' },
  });
  if (current.vendor !== null) {
    await tell(tx, repair, current.vendor, { kind: 'offer_withdrawn', variables: {}, key: current.id });
  }
  await moveRepair(tx, repair, 'dispatching');
  return addWorkOrder(tx, repair);
}

function isAtWork({ status }: WorkOrderRow): boolean {
  return status === 'accepted' || status === 'scheduled' || status === 'in_progress';
}
