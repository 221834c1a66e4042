import { localDateAt, type PlainDateString, periodOf } from '../../domain/calendar';
import { CHARGE_KINDS } from '../../domain/charge-kinds';
import {
  type AccountCode,
  chargeReduced,
  creditApplied,
  doubleRefundUndone,
  type MoneyAccount,
  refundTakenAgain,
  reversalOf,
} from '../../domain/ledger';
import { addCents, type Cents, maxCents, minCents, subtractCents, ZERO_CENTS } from '../../domain/money';
import { fromSqlCents } from '../cents';
import { postCharges } from '../charges/post-charges';
import { releaseAbove } from '../charges/release-above';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { overPrisma } from '../sql-runner';
import type { LockedPayment } from './lock-payment';

type OnLease = LockedPayment & { leaseId: string; lease: NonNullable<LockedPayment['lease']> };

const KIND = 'double_refund';

/** Of what a payment's refunds gave back, the part that its bank gave back as well. The lease must be locked. */
export function givenBackTwice(tx: Transaction, payment: { id: string; leaseId: string | null }): Promise<Cents> {
  return balanceOfPayment(tx, payment, 'given_back_twice');
}

/** What the payer of a payment owes back, because a refund and the bank both gave it to them. */
export async function owedBackOf(tx: Transaction, payment: { id: string; leaseId: string | null }): Promise<Cents> {
  if (payment.leaseId === null) return ZERO_CENTS;
  const { _sum } = await tx.charge.aggregate({
    where: { leaseId: payment.leaseId, kind: KIND, item: { startsWith: `${payment.id}/` }, voidedAt: null },
    _sum: { amountCents: true },
  });
  return fromSqlCents(_sum.amountCents ?? 0n);
}

/** What a payment and its refunds have made of an account, debits positive. The lease must be locked. */
export async function balanceOfPayment(
  tx: Transaction,
  { id, leaseId }: { id: string; leaseId: string | null },
  account: AccountCode,
): Promise<Cents> {
  if (leaseId === null) return ZERO_CENTS;
  const refunds = await tx.refund.findMany({ where: { paymentId: id }, select: { id: true } });
  const subjects = [id, ...refunds.map((refund) => refund.id)];
  const { _sum } = await tx.posting.aggregate({
    where: { leaseId, account, entry: { subjectId: { in: subjects } } },
    _sum: { amountCents: true },
  });
  return fromSqlCents(_sum.amountCents ?? 0n);
}

/**
 * The bank took back what had been refunded already: the money is gone a second time and the payer owes it, by a charge
 * of its own that names both sums. It is collected with the month.
 * @param taken `key` is that of the return, `bankCents` all that the bank took
 */
export async function oweRefundBack(
  tx: Transaction,
  payment: OnLease,
  taken: { amountCents: Cents; bankCents: Cents; from: MoneyAccount; key: string; now: Date },
): Promise<void> {
  const { amountCents, from, key, now } = taken;
  if (amountCents <= 0) return;
  const { organizationId, leaseId, lease, id: paymentId } = payment;
  const today = localDateAt(now.getTime(), lease.timeZone);
  const { label } = CHARGE_KINDS[KIND];
  const text = 'A refund of a payment that the bank paid back as well is owed back';
  const inputs = { payment_id: paymentId, refunded_cents: amountCents, taken_cents: taken.bankCents };
  await postCharges(overPrisma(tx), organizationId, [
    {
      leaseId,
      kind: KIND,
      item: `${paymentId}/${key}`,
      label,
      amountCents,
      period: periodOf(today),
      dueOn: today,
      coversFrom: null,
      coversTo: null,
      rule: { name: KIND, text, inputs },
      alsoAbout: [lease.unitId, lease.unit.propertyId, paymentId],
    },
  ]);
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `payment/${paymentId}/taken-again/${key}`,
      entry: refundTakenAgain({ leaseId, paymentId, amountCents }, from),
      description: 'The bank took back what had been refunded',
      effectiveOn: today,
      leaseId,
      subjectId: paymentId,
    },
  ]);
  await collect(tx, payment, today);
}

const COLLECTED = new Set(['scheduled', 'active', 'ended']);

async function collect(tx: Transaction, payment: OnLease, today: PlainDateString): Promise<void> {
  const { organizationId, leaseId, lease } = payment;
  if (!COLLECTED.has(lease.status)) return;
  const period = periodOf(today);
  const input = { organizationId, leaseId, propertyId: lease.unit.propertyId, period };
  const workflowId = `rent-collection/${leaseId}/${period}`;
  const signal = { kind: 'signal_with_start', signal: 'moneyChanged', input, restart: true } as const;
  await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
}

export type FailedRefund = { id: string; amountCents: Cents; feeCents: Cents; hadLeft: boolean };

/**
 * A refund failed, and the bank had taken its money with the payment: it was given back once after all, by the bank.
 * What was owed for it is owed no more.
 * @returns what of the refund and of its card fee this explains; the rest is here again
 */
export async function undoDoubleRefund(
  tx: Transaction,
  payment: OnLease,
  refund: FailedRefund,
  now: Date,
): Promise<{ amountCents: Cents; feeCents: Cents }> {
  const twice = await givenBackTwice(tx, payment);
  const amountCents = minCents(refund.amountCents, twice);
  const feeCents = minCents(refund.feeCents, subtractCents(twice, amountCents));
  const total = addCents(amountCents, feeCents);
  if (total <= 0) return { amountCents: ZERO_CENTS, feeCents: ZERO_CENTS };
  const { organizationId, leaseId, id: paymentId, lease } = payment;
  const effectiveOn = localDateAt(now.getTime(), lease.timeZone);
  const common = { effectiveOn, leaseId, subjectId: refund.id };
  await postEntries(overPrisma(tx), organizationId, [
    {
      ...common,
      idempotencyKey: `refund/${refund.id}/once-only`,
      entry: doubleRefundUndone({ leaseId, paymentId, amountCents, feeCents }, refund.hadLeft),
      description: 'Refund failed: the bank alone gave it back',
    },
    ...(await oweLess(tx, payment, total, { refundId: refund.id, effectiveOn, now })),
  ]);
  // It went back by the bank, and no more by the refund.
  await tx.payment.update({
    where: { id: paymentId },
    data: { returnedCents: { increment: BigInt(amountCents) } },
    select: { id: true },
  });
  return { amountCents, feeCents };
}

/** Makes the payment's charges of this kind smaller, the newest first; what was paid of them becomes credit. */
async function oweLess(
  tx: Transaction,
  { organizationId, leaseId, id: paymentId, lease }: OnLease,
  total: Cents,
  by: { refundId: string; effectiveOn: PlainDateString; now: Date },
): Promise<NewEntry[]> {
  const charges = await tx.charge.findMany({
    where: { leaseId, kind: KIND, item: { startsWith: `${paymentId}/` }, voidedAt: null },
    include: { allocations: { where: { voidedAt: null }, orderBy: { id: 'asc' } } },
    orderBy: { id: 'desc' },
  });
  const entries: NewEntry[] = [];
  let less = total;
  for (const charge of charges) {
    const before = fromSqlCents(charge.amountCents);
    const amountCents = minCents(less, before);
    if (amountCents <= 0) break;
    less = subtractCents(less, amountCents);
    const left = maxCents(ZERO_CENTS, subtractCents(before, amountCents));
    const released = await releaseAbove(tx, charge, left, by.now);
    const reason = 'The refund failed: the bank alone gave the money back';
    const gone = { voidedAt: by.now, voidReason: reason, voidedBy: 'system' };
    await tx.charge.update({
      where: { id: charge.id },
      data: left > 0 ? { amountCents: BigInt(left) } : gone,
      select: { id: true },
    });
    await appendEvent(tx, {
      organizationId,
      type: 'charge.voided',
      subjectId: charge.id,
      alsoAbout: [leaseId, lease.unitId, paymentId],
      payload: { kind: KIND, label: charge.label, amount_cents: amountCents, reason, how: 'refund' },
    });
    const key = `refund/${by.refundId}/owed-no-more/${charge.id}`;
    const common = { effectiveOn: by.effectiveOn, leaseId, subjectId: charge.id };
    const part = { leaseId, chargeId: charge.id, kind: KIND, amountCents } as const;
    entries.push({
      ...common,
      idempotencyKey: key,
      entry: chargeReduced(part),
      description: `${charge.label}: undone`,
    });
    for (const [index, free] of released.entries()) {
      const allocated = [{ chargeId: charge.id, kind: KIND, amountCents: free.amountCents }] as const;
      entries.push({
        ...common,
        idempotencyKey: `${key}/released/${index}`,
        entry: reversalOf(creditApplied(leaseId, free.paymentId, allocated)),
        description: `What was paid for ${charge.label} is credit`,
      });
    }
  }
  return entries;
}
