import type { Transaction } from '../database';
import type { Repair } from '../maintenance/load-repair';
import { tell, tellHistory } from '../maintenance/tell';

/**
 * Takes back every offer of the present work order that waits for an answer, and tells each vendor.
 * @param except the offer that was accepted
 */
export async function withdrawOffers(tx: Transaction, repair: Repair, except?: string): Promise<void> {
  for (const offer of repair.workOrder?.offers ?? []) {
    if (offer.status !== 'sent' || offer.id === except) continue;
    await tx.dispatchOffer.update({ where: { id: offer.id }, data: { status: 'withdrawn' }, select: { id: true } });
    offer.status = 'withdrawn';
    await tell(tx, repair, offer.vendor, { kind: 'offer_withdrawn', variables: {}, key: offer.id });
    const { vendorId } = offer;
    await tellHistory(tx, repair, 'maintenance.offer_withdrawn', { vendorName: offer.vendor.name }, { vendorId });
  }
}
