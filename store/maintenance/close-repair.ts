import { TenureError } from '../../domain/errors';
import type { StateOf } from '../../domain/states';
import type { Transaction } from '../database';
import { withdrawOffers } from '../offers/withdraw-offers';
import {
  lockRepair,
  moveRepair,
  moveWorkOrder,
  type Reach,
  type Repair,
  type RepairRef,
  readRepair,
} from './load-repair';
import { startRepair } from './start-repair';
import { tell, tellHistory, tellTenant } from './tell';

/** Asks the tenant once more whether it is fixed. */
export async function askTenantAgain(tx: Transaction, reach: Reach, ref: RepairRef, at: Date): Promise<void> {
  const repair = await lockRepair(tx, ref);
  const vendor = repair.workOrder?.vendor?.name;
  if (repair.status !== 'done' || vendor === undefined) return;
  const key = `${repair.workOrder?.id}/again`;
  await tellTenant(tx, reach, repair, { kind: 'job_done_confirm', variables: { vendor }, key }, at);
}

export type Confirmation = RepairRef & { by: string; rating?: number | undefined };

/**
 * The tenant says that it is fixed, or the landlord closes what they took care of themselves.
 * @throws TenureError illegal_transition
 */
export async function confirmRepair(
  tx: Transaction,
  reach: Reach,
  confirmation: Confirmation,
  at: Date,
): Promise<void> {
  const repair = await lockRepair(tx, confirmation);
  const { by, rating } = confirmation;
  if (repair.status === 'resolved') return;
  const tenantName = by === repair.row.tenantId ? repair.row.tenant?.name : 'The landlord';
  await tellHistory(tx, repair, 'maintenance.confirmed', { tenantName, rating: rating ?? null }, { actor: by });
  await resolve(tx, reach, repair, at, rating === undefined ? {} : { rating });
  if (rating !== undefined) await rateVendor(tx, repair);
}

/** Nobody said otherwise in time: the repair is closed. */
export async function resolveRepair(tx: Transaction, reach: Reach, ref: RepairRef, at: Date): Promise<void> {
  const repair = await lockRepair(tx, ref);
  if (repair.status !== 'done') return;
  await resolve(tx, reach, repair, at, { reason: 'Nobody said otherwise in time' });
}

type Resolution = { rating?: number; reason?: string };

async function resolve(tx: Transaction, reach: Reach, repair: Repair, at: Date, { rating, reason }: Resolution) {
  const key = repair.workOrder?.id ?? '';
  await withdrawOffers(tx, repair);
  if (repair.workOrder?.status === 'open') await moveWorkOrder(tx, repair.workOrder, 'canceled');
  await moveRepair(tx, repair, 'resolved', {
    ...(rating === undefined ? {} : { rating }),
    resolvedAt: at,
    needsAttention: false,
    attentionReason: null,
  });
  await tellHistory(tx, repair, 'maintenance.resolved', reason === undefined ? {} : { reason });
  await tellTenant(tx, reach, repair, { kind: 'maintenance_resolved', variables: {}, key }, at);
}

/** A vendor's rating is the mean of what tenants gave. */
async function rateVendor(tx: Transaction, { workOrder }: Repair): Promise<void> {
  if (workOrder?.vendorId == null) return;
  await tx.$executeRaw`
    update vendors set rating = (
      select round(avg(r.rating)::numeric, 2)::float8 from maintenance_requests r
      where r.rating is not null and exists (
        select from work_orders w where w.request_id = r.id and w.vendor_id = vendors.id and w.status = 'done'))
    where id = ${workOrder.vendorId}`;
}

/** How long a closed repair may be opened again; after that it is a new one. */
const REOPEN_DAYS = 30;

/**
 * It is not fixed: the repair is open again, and whoever did it hears why.
 * @throws TenureError illegal_transition
 */
export async function reopenRepair(
  tx: Transaction,
  ref: RepairRef & { by: string; reason: string },
  at: Date,
): Promise<void> {
  const repair = await lockRepair(tx, ref);
  if (repair.status === 'reopened') return;
  const { resolvedAt } = repair.row;
  if (repair.status === 'resolved' && resolvedAt !== null && olderThan(resolvedAt, at, REOPEN_DAYS)) {
    throw new TenureError('illegal_transition', 'This was closed more than 30 days ago. Report it as a new repair.');
  }
  await moveRepair(tx, repair, 'reopened', { resolvedAt: null });
  const byTenant = ref.by === repair.row.tenantId;
  const tenantName = byTenant ? repair.row.tenant?.name : 'The landlord';
  await tellHistory(tx, repair, 'maintenance.reopened', { tenantName, reason: ref.reason }, { actor: ref.by });
  const notice = {
    kind: 'maintenance_reopened' as const,
    variables: { reason: ref.reason },
    key: repair.workOrder?.id ?? '',
  };
  const { name, email, phone, locale } = repair.organization;
  if (repair.workOrder?.vendor != null) await tell(tx, repair, repair.workOrder.vendor, notice);
  if (byTenant) await tell(tx, repair, { id: null, name, email, phone, locale }, notice);
}

/** Opens a closed repair again, whose process has ended, and starts that anew. @throws TenureError illegal_transition */
export async function reopenClosedRepair(
  tx: Transaction,
  ref: RepairRef & { by: string; reason: string },
  at: Date,
): Promise<void> {
  await reopenRepair(tx, ref, at);
  const { organizationId, requestId } = ref;
  const { row } = await readRepair(tx, ref);
  await startRepair(tx, { organizationId, requestId, propertyId: row.unit.propertyId, leaseId: row.leaseId });
}

/**
 * Ends a repair that is not wanted any more; everybody who was asked or sent is told.
 * @throws TenureError illegal_transition where the work is done already
 */
export async function cancelRepair(
  tx: Transaction,
  reach: Reach,
  ref: RepairRef & { by: string; reason: string },
  at: Date,
): Promise<void> {
  const repair = await lockRepair(tx, ref);
  if (repair.status === 'canceled') return;
  if (repair.status === 'done') {
    throw new TenureError('illegal_transition', 'The work is done already: confirm it, or say that it is not fixed.');
  }
  const { workOrder } = repair;
  await moveRepair(tx, repair, 'canceled', { needsAttention: false, attentionReason: null });
  await withdrawOffers(tx, repair);
  if (workOrder !== null && isOpen(workOrder.status)) {
    await moveWorkOrder(tx, workOrder, 'canceled');
    if (workOrder.vendor !== null) await tell(tx, repair, workOrder.vendor, noLongerNeeded(workOrder.id));
  }
  await tellHistory(tx, repair, 'maintenance.canceled', { reason: ref.reason }, { actor: ref.by });
  if (ref.by !== repair.row.tenantId) {
    await tellTenant(tx, reach, repair, { kind: 'maintenance_resolved', variables: {}, key: 'canceled' }, at);
  }
}

function isOpen(status: string): boolean {
  const open: readonly StateOf<'work_order'>[] = ['open', 'accepted', 'scheduled', 'in_progress'];
  return open.some((known) => known === status);
}

function noLongerNeeded(workOrderId: string) {
  return { kind: 'offer_withdrawn' as const, variables: {}, key: workOrderId };
}

function olderThan(then: Date, now: Date, days: number): boolean {
  return now.getTime() - then.getTime() > days * 86_400_000;
}
