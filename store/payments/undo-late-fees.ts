import { isFeeUndoneBy } from '../../domain/late-fees';
import { takeBackCharge } from '../charges/take-back-charge';
import type { Transaction } from '../database';
import { fromSqlDate, toSqlDate } from '../plain-dates';

/**
 * A payment that took effect before a late fee's first day but came into our books later: where it pays the rent in
 * full after all, the fee goes. The lease must be locked.
 */
export async function undoLateFees(
  tx: Transaction,
  lease: { organizationId: string; leaseId: string; on: string; now: Date },
): Promise<void> {
  const { organizationId, leaseId } = lease;
  const fees = await tx.charge.findMany({ where: { leaseId, kind: 'late_fee', voidedAt: null } });
  for (const fee of fees) {
    const { first_chargeable_on: firstOn, due_on: dueOn } = ruleOf(fee.rule);
    if (firstOn === undefined || dueOn === undefined) continue;
    const paidOn = await rentPaidOn(tx, leaseId, dueOn);
    if (paidOn === null || !isFeeUndoneBy(firstOn as typeof paidOn, paidOn)) continue;
    const reason = `The rent was paid on ${paidOn}, before a late fee was due`;
    const { on, now } = lease;
    await takeBackCharge(tx, { organizationId, chargeId: fee.id, how: 'void', reason, actor: 'system', on, now });
  }
}

/** The day on which the rent due on a date was paid in full; null while something of it is open. */
async function rentPaidOn(tx: Transaction, leaseId: string, dueOn: string) {
  const rents = await tx.charge.findMany({
    where: { leaseId, kind: 'rent', dueOn: toSqlDate(dueOn), voidedAt: null },
    include: { allocations: { where: { voidedAt: null }, include: { payment: true } } },
  });
  const parts = rents.flatMap((rent) => rent.allocations);
  const paid = parts.reduce((sum, part) => sum + part.amountCents, 0n);
  const owed = rents.reduce((sum, rent) => sum + rent.amountCents, 0n);
  if (parts.length === 0 || paid < owed) return null;
  const latest = Math.max(...parts.map((part) => part.payment.effectiveOn.getTime()));
  return fromSqlDate(new Date(latest));
}

function ruleOf(rule: unknown): { first_chargeable_on?: string; due_on?: string } {
  return typeof rule === 'object' && rule !== null ? rule : {};
}
