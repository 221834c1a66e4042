import { dispatchPolicyOf } from '../../domain/triage';
import type { RankedVendor } from '../../domain/vendor-ranking';
import type { Transaction } from '../database';
import { createLink } from '../links/create-link';
import { lockRepair, type Reach, type Repair, type RepairRef, type WorkOrderRow } from '../maintenance/load-repair';
import { localMoment } from '../maintenance/local-times';
import { tell, tellHistory } from '../maintenance/tell';
import { newId } from '../new-id';
import { findCandidates } from './find-candidates';

export type OfferRound = RepairRef & {
  /** Counts up with each widening and each new search. */
  round: number;
  /** The first round of this search: who was asked since then is not asked again. */
  sinceRound: number;
  radiusFactor: number;
};

export type OffersSent =
  | { kind: 'sent'; count: number }
  /** Enough vendors are being asked already. */
  | { kind: 'enough' }
  | { kind: 'nobody'; openOffers: number }
  /** The repair is not looking for a vendor any more. */
  | { kind: 'closed' };

/** An offer's page still explains itself for a while after its time has passed. */
const LINK_KEPT_MS = 14 * 86_400_000;

/**
 * Offers the present work order to the best vendors not asked yet: one, or several at once in an emergency, each by
 * text and email with their own link. Tops up to as many as the severity asks at once, so that a repeat adds nobody.
 */
export async function sendOffers(tx: Transaction, reach: Reach, wanted: OfferRound, at: Date): Promise<OffersSent> {
  const repair = await lockRepair(tx, wanted);
  const { workOrder, severity } = repair;
  if (repair.status !== 'dispatching' || workOrder?.status !== 'open') return { kind: 'closed' };
  const open = workOrder.offers.filter(({ status }) => status === 'sent').length;
  const free = dispatchPolicyOf(severity).parallelOffers - open;
  if (free <= 0) return { kind: 'enough' };
  const { ranked } = await findCandidates(tx, repair, { ...wanted, at });
  const chosen = ranked.slice(0, free);
  if (chosen.length === 0) return { kind: 'nobody', openOffers: open };
  for (const vendor of chosen) await offerTo(tx, reach, { repair, workOrder, vendor, round: wanted.round, at });
  return { kind: 'sent', count: chosen.length };
}

type Offering = { repair: Repair; workOrder: WorkOrderRow; vendor: RankedVendor; round: number; at: Date };

async function offerTo(
  tx: Transaction,
  reach: Reach,
  { repair, workOrder, vendor, round, at }: Offering,
): Promise<void> {
  const { organizationId } = repair.ref;
  const expiresAt = new Date(at.getTime() + dispatchPolicyOf(repair.severity).offerTimeoutMs);
  const { vendorId, explanation } = vendor;
  const offerId = newId('offer');
  const party = await tx.vendor.findUniqueOrThrow({ where: { id: vendorId } });
  await tx.dispatchOffer.create({
    data: {
      id: offerId,
      organizationId,
      workOrderId: workOrder.id,
      vendorId,
      round,
      explanation,
      sentAt: at,
      expiresAt,
    },
    select: { id: true },
  });
  const linkId = await createLink(tx, reach.linkKey, {
    organizationId,
    purpose: 'vendor_offer',
    subjectId: offerId,
    partyId: vendorId,
    locale: party.locale,
    expiresAt: new Date(expiresAt.getTime() + LINK_KEPT_MS),
  });
  const answerBy = localMoment(expiresAt, repair.zone, party.locale, at);
  const variables = { severity: repair.severity, answerBy };
  await tell(tx, repair, party, { kind: 'offer_sent', variables, key: offerId, linkId });
  const told = {
    vendorName: party.name,
    explanation,
    answerBy: localMoment(expiresAt, repair.zone, repair.organization.locale, at),
    round,
  };
  await tellHistory(tx, repair, 'maintenance.offered', told, { vendorId });
}
