import { type Cents, maxCents, minCents, subtractCents, sumCents, ZERO_CENTS } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import type { Allocation, Charge } from '../generated/client';
import { newId } from '../new-id';
import { keptPlanPart } from '../payment-plans/plan-part';

type Paid = Pick<Charge, 'id' | 'organizationId'> & { allocations: readonly Allocation[] };

/**
 * Frees what was paid above what is left of a charge, the newest allocation first.
 * @param charge with its standing allocations, the oldest first
 * @returns which payments it frees, and how much of each
 */
export async function releaseAbove(
  tx: Transaction,
  { organizationId, id: chargeId, allocations }: Paid,
  left: Cents,
  now: Date,
): Promise<{ paymentId: string; amountCents: Cents }[]> {
  const paid = sumCents(allocations.map((part) => fromSqlCents(part.amountCents)));
  let toFree = maxCents(ZERO_CENTS, subtractCents(paid, left));
  const released: { paymentId: string; amountCents: Cents }[] = [];
  for (const part of [...allocations].reverse()) {
    const whole = fromSqlCents(part.amountCents);
    const amountCents = minCents(toFree, whole);
    if (amountCents <= 0) break;
    toFree = subtractCents(toFree, amountCents);
    const { paymentId } = part;
    released.push({ paymentId, amountCents });
    await tx.allocation.update({ where: { id: part.id }, data: { voidedAt: now }, select: { id: true } });
    const kept = BigInt(subtractCents(whole, amountCents));
    if (kept <= 0n) continue;
    const id = newId('allocation');
    await tx.allocation.create({
      data: { id, organizationId, paymentId, chargeId, amountCents: kept, ...keptPlanPart(part, kept) },
      select: { id: true },
    });
  }
  return released;
}
