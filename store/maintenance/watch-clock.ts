import type { Transaction } from '../database';
import { lockRepair, type Reach, type RepairRef } from './load-repair';
import { localMoment } from './local-times';
import type { KeptClock } from './report-repair';
import { tellHistory, tellLandlord } from './tell';

/** Warns the landlord that the time a rule gives is running out; once. */
export async function warnOfClock(tx: Transaction, reach: Reach, ref: RepairRef, at: Date): Promise<void> {
  const repair = await lockRepair(tx, ref);
  const clock = keptClock(repair.row);
  if (clock === null || clock.kept.warnedAt !== undefined) return;
  await keep(tx, ref, { ...clock.kept, warnedAt: at.toISOString() });
  const until = localMoment(clock.dueAt, repair.zone, repair.organization.locale, at);
  await tellHistory(tx, repair, 'maintenance.clock_warning', { dueAt: until, clockRule: clock.kept.rule.text });
  await tellLandlord(tx, reach, repair, { why: clock.kept.rule.text, until, key: 'clock_warning' });
}

/** The time a rule gives has passed: the repair stays on the landlord's list until it is taken up. */
export async function breachClock(tx: Transaction, reach: Reach, ref: RepairRef, at: Date): Promise<void> {
  const repair = await lockRepair(tx, ref);
  const clock = keptClock(repair.row);
  if (clock === null || clock.kept.breachedAt !== undefined) return;
  await keep(tx, ref, {
    ...clock.kept,
    warnedAt: clock.kept.warnedAt ?? at.toISOString(),
    breachedAt: at.toISOString(),
  });
  const why = `The time for this repair has passed. ${clock.kept.rule.text} (${clock.kept.rule.source}).`;
  await flag(tx, ref, why);
  await tellHistory(tx, repair, 'maintenance.escalated', { reason: why });
  await tellLandlord(tx, reach, repair, { why, key: 'clock_breach' });
}

/** Puts a repair on the landlord's list for a reason, without changing where it stands; once per `key`. */
export async function flagRepair(
  tx: Transaction,
  reach: Reach,
  ref: RepairRef,
  { why, key }: { why: string; key: string },
): Promise<void> {
  const repair = await lockRepair(tx, ref);
  if (repair.row.needsAttention && repair.row.attentionReason === why) return;
  await flag(tx, ref, why);
  await tellHistory(tx, repair, 'maintenance.escalated', { reason: why });
  await tellLandlord(tx, reach, repair, { why, key });
}

async function flag(tx: Transaction, { requestId }: RepairRef, attentionReason: string): Promise<void> {
  await tx.maintenanceRequest.update({
    where: { id: requestId },
    data: { needsAttention: true, attentionReason, version: { increment: 1 } },
    select: { id: true },
  });
}

function keptClock(row: { clockDueAt: Date | null; clockRule: unknown }): { dueAt: Date; kept: KeptClock } | null {
  if (row.clockDueAt === null || row.clockRule === null) return null;
  // Written by reportRepair and here alone.
  return { dueAt: row.clockDueAt, kept: row.clockRule as KeptClock };
}

async function keep(tx: Transaction, { requestId }: RepairRef, clockRule: KeptClock): Promise<void> {
  await tx.maintenanceRequest.update({ where: { id: requestId }, data: { clockRule }, select: { id: true } });
}
