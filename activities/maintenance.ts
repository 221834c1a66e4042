import { type Database, inOrganization, type Transaction } from '../store/database';
import {
  askTenantAgain,
  cancelRepair,
  confirmRepair,
  reopenRepair,
  resolveRepair,
} from '../store/maintenance/close-repair';
import { dispatchAgain, escalateRepair } from '../store/maintenance/escalate-repair';
import type { RepairRef } from '../store/maintenance/load-repair';
import { type RepairFacts, repairFacts } from '../store/maintenance/repair-facts';
import { breachClock, flagRepair, warnOfClock } from '../store/maintenance/watch-clock';
import { acceptOffer, declineOffer, expireOffers } from '../store/offers/answer-offer';
import { type OfferRound, type OffersSent, sendOffers } from '../store/offers/send-offers';
import { assignVendor } from '../store/work-orders/assign-vendor';
import { completeWork, type FinishedWork, type JobRef, scheduleWork, startWork } from '../store/work-orders/do-work';
import { openWorkOrder } from '../store/work-orders/open-work-order';
import type { RepairAnswer } from '../workflows/maintenance/messages';
import type { ActivityDependencies } from './dependencies';

export type { RepairFacts } from '../store/maintenance/repair-facts';

/** A step taken at the workflow's own time, so that deadlines and what was stored by them never disagree. */
type At = RepairRef & { atMs: number };

/**
 * The steps of a repair. Each is one transaction that locks the repair, refuses what its state does not allow, and
 * repeated changes nothing.
 */
export function createMaintenanceActivities({ database, linkKey, urls }: ActivityDependencies) {
  const reach = { linkKey, webUrl: urls.web };
  const within = <T>(ref: RepairRef, work: (tx: Transaction) => Promise<T>) => inScope(database, ref, work);
  const answered = (ref: At, change: (tx: Transaction, at: Date) => Promise<unknown>) =>
    within(ref, async (tx): Promise<RepairAnswer> => {
      await change(tx, new Date(ref.atMs));
      const { status, workOrderId } = await repairFacts(tx, ref);
      return { status, workOrderId };
    });
  return {
    repairFacts: (ref: RepairRef): Promise<RepairFacts> => within(ref, (tx) => repairFacts(tx, ref)),

    openWorkOrder: (ref: RepairRef): Promise<void> => within(ref, (tx) => openWorkOrder(tx, ref)),
    sendOffers: (round: OfferRound & At): Promise<OffersSent> =>
      within(round, (tx) => sendOffers(tx, reach, round, new Date(round.atMs))),
    expireOffers: (ref: At): Promise<void> => within(ref, (tx) => expireOffers(tx, ref, new Date(ref.atMs))),
    escalateRepair: (ref: RepairRef & { why: string; sweep: number }): Promise<void> =>
      within(ref, (tx) => escalateRepair(tx, reach, ref)),
    flagRepair: (ref: RepairRef & { why: string; key: string }): Promise<void> =>
      within(ref, (tx) => flagRepair(tx, reach, ref, ref)),
    warnOfRepairClock: (ref: At): Promise<void> => within(ref, (tx) => warnOfClock(tx, reach, ref, new Date(ref.atMs))),
    breachRepairClock: (ref: At): Promise<void> => within(ref, (tx) => breachClock(tx, reach, ref, new Date(ref.atMs))),
    askTenantAgain: (ref: At): Promise<void> => within(ref, (tx) => askTenantAgain(tx, reach, ref, new Date(ref.atMs))),
    resolveRepair: (ref: At): Promise<void> => within(ref, (tx) => resolveRepair(tx, reach, ref, new Date(ref.atMs))),

    acceptOffer: (args: At & { offerId: string }) => answered(args, (tx, at) => acceptOffer(tx, reach, args, at)),
    declineOffer: (args: At & { offerId: string; reason?: string }) =>
      answered(args, (tx, at) => declineOffer(tx, args, at)),
    scheduleWork: (args: At & JobRef & { start: string; end: string }) =>
      answered(args, (tx, at) => scheduleWork(tx, reach, args, at)),
    startWork: (args: At & JobRef) => answered(args, (tx, at) => startWork(tx, args, at)),
    completeWork: (args: At & FinishedWork) => answered(args, (tx, at) => completeWork(tx, reach, args, at)),
    confirmRepair: (args: At & { by: string; rating?: number }) =>
      answered(args, (tx, at) => confirmRepair(tx, reach, args, at)),
    reopenRepair: (args: At & { by: string; reason: string }) => answered(args, (tx, at) => reopenRepair(tx, args, at)),
    cancelRepair: (args: At & { by: string; reason: string }) =>
      answered(args, (tx, at) => cancelRepair(tx, reach, args, at)),
    assignVendor: (args: At & { vendorId: string; by: string }) =>
      answered(args, (tx, at) => assignVendor(tx, reach, args, at)),
    dispatchRepairAgain: (args: At & { by: string }) => answered(args, (tx) => dispatchAgain(tx, args)),
  };
}

function inScope<T>(database: Database, ref: RepairRef, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inOrganization(database, ref.organizationId, work);
}
