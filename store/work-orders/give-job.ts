import type { Transaction } from '../database';
import {
  moveRepair,
  moveWorkOrder,
  type OfferRow,
  type Reach,
  type Repair,
  type WorkOrderRow,
} from '../maintenance/load-repair';
import { localWindow } from '../maintenance/local-times';
import { standingLink, tell, tellHistory, tellTenant } from '../maintenance/tell';
import { withdrawOffers } from '../offers/withdraw-offers';

/** Whoever takes an emergency is expected within this time. */
const EMERGENCY_ARRIVAL_MS = 2 * 3_600_000;

export type GivenJob = {
  repair: Repair;
  workOrder: WorkOrderRow;
  /** The accepted offer. */
  offer: Pick<OfferRow, 'id' | 'vendorId' | 'vendor'>;
  actor: string;
  at: Date;
};

/**
 * Gives a work order to the vendor of an accepted offer: they get their link to the job, the other vendors and the
 * tenant are told. An emergency is set for now.
 */
export async function giveJob(tx: Transaction, reach: Reach, { repair, workOrder, offer, actor, at }: GivenJob) {
  const { vendor, vendorId } = offer;
  await withdrawOffers(tx, repair, offer.id);
  await moveWorkOrder(tx, workOrder, 'accepted', { vendorId });
  await moveRepair(tx, repair, 'accepted', { needsAttention: false, attentionReason: null });
  await tellHistory(tx, repair, 'maintenance.accepted', { vendorName: vendor.name }, { actor, vendorId });
  const linkId = await standingLink(tx, reach.linkKey, {
    organizationId: repair.ref.organizationId,
    purpose: 'vendor_job',
    subjectId: workOrder.id,
    party: vendor,
    at,
  });
  const variables = { severity: repair.severity };
  await tell(tx, repair, vendor, { kind: 'job_assigned', variables, key: workOrder.id, linkId });
  if (repair.severity === 'emergency') {
    const end = new Date(at.getTime() + EMERGENCY_ARRIVAL_MS);
    await setWindow(tx, reach, { repair, workOrder, start: at, end, actor, at });
    return;
  }
  const told = { kind: 'job_accepted' as const, variables: { vendor: vendor.name }, key: workOrder.id };
  await tellTenant(tx, reach, repair, told, at);
}

export type JobWindow = { repair: Repair; workOrder: WorkOrderRow; start: Date; end: Date; actor: string; at: Date };

/** Sets when the vendor comes, and tells the tenant. */
export async function setWindow(tx: Transaction, reach: Reach, window: JobWindow): Promise<void> {
  const { repair, workOrder, start, end, actor, at } = window;
  await moveWorkOrder(tx, workOrder, 'scheduled', { scheduledStart: start, scheduledEnd: end });
  await moveRepair(tx, repair, 'scheduled');
  const vendor = await tx.vendor.findUniqueOrThrow({ where: { id: await vendorIdOf(tx, workOrder) } });
  const say = (locale: string) => localWindow(start, end, repair.zone, locale);
  const told = { window: say(repair.organization.locale), vendorName: vendor.name };
  await tellHistory(tx, repair, 'maintenance.scheduled', told, { actor, vendorId: vendor.id });
  const variables = { vendor: vendor.name, window: say(repair.row.locale) };
  const key = `${workOrder.id}/${start.toISOString()}/${end.toISOString()}`;
  await tellTenant(tx, reach, repair, { kind: 'job_scheduled', variables, key }, at);
}

async function vendorIdOf(tx: Transaction, { id }: WorkOrderRow): Promise<string> {
  const { vendorId } = await tx.workOrder.findUniqueOrThrow({ where: { id }, select: { vendorId: true } });
  return vendorId ?? '';
}
