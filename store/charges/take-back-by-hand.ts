import { notFound, TenureError } from '../../domain/errors';
import type { Transaction } from '../database';
import { obligationOf } from '../payments/obligations';
import { undoLateFees } from '../payments/undo-late-fees';
import { fromSqlDate } from '../plain-dates';
import { type TakenBack, takeBackCharge } from './take-back-charge';

/** The bank or card network was, or is about to be, asked, and nobody has heard yet. What is in transit has paid already. */
const ASKED = ['created', 'submitted', 'unknown'];

/**
 * Voids or waives a charge because a person wants it. Refused while a debit that asks for its month has no answer: the
 * payer's money may be moving for it at this moment, and in minutes everybody knows. Once the debit is in transit it
 * has paid the charge: voiding makes that credit, and there is nothing left to waive. A late fee goes with the rent that it
 * was charged for, or shrinks with it.
 * @throws TenureError not_found, conflict while a debit has no answer, not_possible where nothing is left to waive
 */
export async function takeBackByHand(tx: Transaction, wanted: TakenBack): Promise<void> {
  const { chargeId } = wanted;
  await tx.$queryRaw`select l.id from leases l join charges c on c.lease_id = l.id where c.id = ${chargeId} for update of l`;
  const charge = await tx.charge.findUnique({
    where: { id: chargeId },
    select: { leaseId: true, period: true, kind: true, dueOn: true },
  });
  if (charge === null) throw notFound('charge');
  const { leaseId, period } = charge;
  const asked = await tx.presentment.count({
    where: { leaseId, obligations: { has: obligationOf(leaseId, period) }, status: { in: ASKED } },
  });
  if (asked > 0) {
    throw new TenureError(
      'conflict',
      'A debit for this is with the bank, and nobody knows yet what came of it. Try again in some minutes.',
    );
  }
  await takeBackCharge(tx, wanted);
  if (await hasLateFee(tx, charge)) {
    const { organizationId, on, now, reason } = wanted;
    await undoLateFees(tx, { organizationId, leaseId, on, now, reason });
  }
}

/** Whether a late fee stands for a rent. */
async function hasLateFee(tx: Transaction, rent: { leaseId: string; kind: string; dueOn: Date }): Promise<boolean> {
  const { leaseId, kind, dueOn } = rent;
  if (kind !== 'rent') return false;
  const rule = { path: ['due_on'], equals: fromSqlDate(dueOn) };
  return (await tx.charge.count({ where: { leaseId, kind: 'late_fee', voidedAt: null, rule } })) > 0;
}
