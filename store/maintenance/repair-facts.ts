import type { MaintenanceStatus } from '../../domain/states';
import type { Severity } from '../../domain/triage-rules';
import type { Transaction } from '../database';
import { type Repair, type RepairRef, readRepair } from './load-repair';
import type { KeptClock } from './report-repair';

/** What a repair's workflow decides by. Instants in epoch milliseconds; no names, no words of people. */
export type RepairFacts = {
  status: MaintenanceStatus;
  severity: Severity;
  category: string;
  needsAttention: boolean;
  workOrderId: string | null;
  /** Offers that wait for an answer. */
  openOffers: { offerId: string; expiresAtMs: number }[];
  scheduledEndMs: number | null;
  doneAtMs: number | null;
  /** When the vendor took the job. */
  acceptedAtMs: number | null;
  clock: { dueAtMs: number; warnAtMs: number; rule: string; isMet: boolean; warned: boolean; breached: boolean } | null;
};

const STARTED: ReadonlySet<MaintenanceStatus> = new Set(['in_progress', 'done', 'resolved', 'canceled']);
const FINISHED: ReadonlySet<MaintenanceStatus> = new Set(['done', 'resolved', 'canceled']);

/** Reads what the workflow decides by. @throws TenureError not_found */
export async function repairFacts(tx: Transaction, ref: RepairRef): Promise<RepairFacts> {
  const repair = await readRepair(tx, ref);
  const { status, severity, workOrder, row } = repair;
  const accepted = workOrder?.offers.find((offer) => offer.status === 'accepted');
  return {
    status,
    severity,
    category: row.category,
    needsAttention: row.needsAttention,
    workOrderId: workOrder?.id ?? null,
    openOffers: (workOrder?.offers ?? [])
      .filter((offer) => offer.status === 'sent')
      .map(({ id, expiresAt }) => ({ offerId: id, expiresAtMs: expiresAt.getTime() })),
    scheduledEndMs: workOrder?.scheduledEnd?.getTime() ?? null,
    doneAtMs: workOrder?.doneAt?.getTime() ?? null,
    acceptedAtMs: accepted?.answeredAt?.getTime() ?? null,
    clock: clockOf(repair),
  };
}

function clockOf({ row, status }: Repair): RepairFacts['clock'] {
  if (row.clockDueAt === null || row.clockRule === null) return null;
  // Written by reportRepair alone.
  const kept = row.clockRule as KeptClock;
  const started = row.workOrders.some((workOrder) => workOrder.startedAt !== null);
  return {
    dueAtMs: row.clockDueAt.getTime(),
    warnAtMs: kept.warnAtMs,
    rule: kept.rule.text,
    isMet: kept.mustDo === 'start' ? started || STARTED.has(status) : FINISHED.has(status),
    warned: kept.warnedAt !== undefined,
    breached: kept.breachedAt !== undefined,
  };
}
