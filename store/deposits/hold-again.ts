import { depositReturnFailed } from '../../domain/ledger';
import { type Cents, cents, minCents, subtractCents, ZERO_CENTS } from '../../domain/money';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease } from '../leases/lock-lease';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { beginReturn } from './begin-return';
import { afterChange, lockDeposit } from './lock-deposit';

export type FailedReturn = {
  payment: { id: string; organizationId: string; leaseId: string };
  /** What of the refund is here again. */
  refund: { id: string; amountCents: Cents };
  /** Whether the money had left. */
  hadLeft: boolean;
  now: Date;
};

/**
 * A refund failed by which a deposit was being returned: it is held again as before. The charges that it had paid stand
 * again and are paid by the same payment, a movement of its own undoes the return, and the law's clock goes on from
 * where it began. The payment must be locked. @returns false where the refund returns no deposit
 */
export async function holdAgain(tx: Transaction, failed: FailedReturn): Promise<boolean> {
  const { payment, refund, hadLeft, now } = failed;
  const returned = await tx.depositMovement.findFirst({ where: { refundId: refund.id, kind: 'return' } });
  if (returned === null || refund.amountCents <= 0) return false;
  const { organizationId, leaseId } = payment;
  const deposit = await lockDeposit(tx, { organizationId, leaseId, actor: 'system', now });
  const parts = await restoreCharges(tx, failed);
  const id = newId('depositMovement');
  const reason = 'The card or account that it went back to did not take it';
  await tx.depositMovement.create({
    data: {
      id,
      organizationId,
      depositId: deposit.id,
      leaseId,
      kind: 'return_failed',
      amountCents: BigInt(refund.amountCents),
      effectiveOn: toSqlDate(deposit.today),
      reason,
      tenantId: returned.tenantId,
      reversesId: returned.id,
      createdBy: 'system',
      createdAt: now,
    },
    select: { id: true },
  });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `deposit/${id}/return-failed`,
      entry: depositReturnFailed(leaseId, payment.id, parts, hadLeft ? 'undeposited_funds' : 'refunds_payable'),
      description: 'Return of the deposit failed: it is held again',
      effectiveOn: deposit.today,
      leaseId,
      // The refund's, going and coming: what the payment service shows is matched with it.
      subjectId: refund.id,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.return_failed',
    subjectId: leaseId,
    alsoAbout: [deposit.id, refund.id, payment.id, ...aboutLease(deposit.lease)],
    payload: { amount_cents: refund.amountCents, reason },
  });
  await afterChange(tx, deposit, 'system', now);
  await beginReturn(tx, { organizationId, leaseId, on: deposit.today });
  return true;
}

type Part = { chargeId: string; amountCents: Cents };

/** The deposit charges that the refund had made smaller are whole again, and paid by the same payment. */
async function restoreCharges(tx: Transaction, { payment, refund }: FailedReturn): Promise<Part[]> {
  const { organizationId } = payment;
  const reductions = await tx.journalEntry.findMany({
    where: { subjectId: refund.id, kind: 'charge_reduced' },
    include: { postings: { where: { account: 'receivable' } } },
    orderBy: { idempotencyKey: 'asc' },
  });
  const parts: Part[] = [];
  let left = refund.amountCents;
  for (const { idempotencyKey, postings } of reductions) {
    const reduced = cents(-postings.reduce((sum, line) => sum + Number(line.amountCents), 0));
    const amountCents = minCents(left, reduced);
    if (amountCents <= 0) continue;
    const chargeId = idempotencyKey.slice(idempotencyKey.lastIndexOf('/') + 1);
    await restore(tx, chargeId, amountCents);
    parts.push({ chargeId, amountCents });
    left = subtractCents(left, amountCents);
  }
  if (left !== ZERO_CENTS) throw new Error(`refund ${refund.id} returned more than it had taken from charges`);
  await tx.allocation.createMany({
    data: parts.map((part) => ({
      id: newId('allocation'),
      organizationId,
      paymentId: payment.id,
      chargeId: part.chargeId,
      amountCents: BigInt(part.amountCents),
    })),
  });
  return parts;
}

/** A charge that was given back wholly kept its amount. */
async function restore(tx: Transaction, chargeId: string, amountCents: Cents): Promise<void> {
  const charge = await tx.charge.findUniqueOrThrow({ where: { id: chargeId } });
  const standing = charge.voidedAt === null ? fromSqlCents(charge.amountCents) : ZERO_CENTS;
  await tx.charge.update({
    where: { id: chargeId },
    data: { amountCents: BigInt(standing + amountCents), voidedAt: null, voidReason: null, voidedBy: null },
    select: { id: true },
  });
}
