import { notFound, TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import { violates } from '../database-failure';
import { lockRepair, type OfferRow, type Reach, type Repair, type RepairRef } from '../maintenance/load-repair';
import { tell, tellHistory } from '../maintenance/tell';
import { giveJob } from '../work-orders/give-job';

export type OfferAnswer = RepairRef & { offerId: string };

/** Why an offer can't be answered any more, in the words its vendor reads. */
const CLOSED: Readonly<Record<string, string>> = {
  withdrawn: 'Somebody else has taken this job, or it is no longer needed.',
  expired: 'The time to answer has passed and somebody else was asked.',
  declined: 'You have declined this job.',
  accepted: 'You have accepted this job.',
};

/**
 * A vendor takes the job. The first one gets it: the repair is locked, and the database holds one accepted offer per
 * work order besides. The others are told. Accepting twice changes nothing.
 * @throws TenureError illegal_transition with the reason for a vendor who comes too late
 */
export async function acceptOffer(
  tx: Transaction,
  reach: Reach,
  answer: OfferAnswer,
  at: Date,
): Promise<{ workOrderId: string }> {
  const repair = await lockRepair(tx, answer);
  const { offer, workOrder } = offerOf(repair, answer.offerId);
  if (offer.status === 'accepted') return { workOrderId: workOrder.id };
  const isWanted = repair.status === 'dispatching' || repair.status === 'escalated';
  if (offer.status !== 'sent' || workOrder.status !== 'open' || !isWanted) throw tooLate(offer);
  try {
    await tx.dispatchOffer.update({
      where: { id: offer.id },
      data: { status: 'accepted', answeredAt: at },
      select: { id: true },
    });
  } catch (error) {
    if (violates(error, 'dispatch_offers_one_accepted')) throw tooLate({ status: 'withdrawn' });
    throw error;
  }
  offer.status = 'accepted';
  await giveJob(tx, reach, { repair, workOrder, offer, actor: offer.vendorId, at });
  return { workOrderId: workOrder.id };
}

/** A vendor does not want the job. Declining twice changes nothing. @throws TenureError illegal_transition */
export async function declineOffer(
  tx: Transaction,
  answer: OfferAnswer & { reason?: string | undefined },
  at: Date,
): Promise<void> {
  const repair = await lockRepair(tx, answer);
  const { offer } = offerOf(repair, answer.offerId);
  if (offer.status === 'declined') return;
  if (offer.status !== 'sent') throw tooLate(offer);
  const { reason } = answer;
  await tx.dispatchOffer.update({
    where: { id: offer.id },
    data: { status: 'declined', declineReason: reason ?? null, answeredAt: at },
    select: { id: true },
  });
  const told = { vendorName: offer.vendor.name, ...(reason === undefined ? {} : { reason }) };
  const { vendorId } = offer;
  await tellHistory(tx, repair, 'maintenance.offer_declined', told, { actor: vendorId, vendorId });
}

/** Ends the offers whose time has passed and tells their vendors. */
export async function expireOffers(tx: Transaction, ref: RepairRef, at: Date): Promise<void> {
  const repair = await lockRepair(tx, ref);
  for (const offer of repair.workOrder?.offers ?? []) {
    if (offer.status !== 'sent' || offer.expiresAt > at) continue;
    await tx.dispatchOffer.update({ where: { id: offer.id }, data: { status: 'expired' }, select: { id: true } });
    await tell(tx, repair, offer.vendor, { kind: 'offer_expired', variables: {}, key: offer.id });
    const { vendorId } = offer;
    await tellHistory(tx, repair, 'maintenance.offer_expired', { vendorName: offer.vendor.name }, { vendorId });
  }
}

function offerOf({ row }: Repair, offerId: string) {
  for (const workOrder of row.workOrders) {
    const offer = workOrder.offers.find(({ id }) => id === offerId);
    if (offer !== undefined) return { offer, workOrder };
  }
  throw notFound('offer');
}

function tooLate({ status }: Pick<OfferRow, 'status'>): TenureError {
  return new TenureError('illegal_transition', CLOSED[status] ?? 'This job is no longer open.');
}
