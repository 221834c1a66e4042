import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import { type Allocated, chargeReduced, refundRequested, touchesDeposits } from '../../domain/ledger';
import { type Cents, cents, subtractCents, sumCents, ZERO_CENTS } from '../../domain/money';
import { type PaidPart, type RefundMethod, takeForRefund } from '../../domain/refunds';
import type { RefundStatus } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { secureDeposit } from '../deposits/secure-deposit';
import { appendEvent, type NewEvent } from '../events/append-event';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { keptPlanPart } from '../payment-plans/plan-part';
import type { LockedPayment } from '../payments/lock-payment';
import { tellMoneyChanged } from '../payments/tell-money-changed';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';

export type PaymentOnLease = LockedPayment & { leaseId: string; lease: NonNullable<LockedPayment['lease']> };

export type Reservation = {
  amountCents: Cents;
  /** Of the card fee that the payer bore, what goes back beside it. */
  feeCents: Cents;
  method: RefundMethod;
  origin: 'tenure' | 'vendor';
  reason: string;
  note?: string | undefined;
  voidCharges: boolean;
  /** Taken from what had paid these charges alone; from anything where absent. */
  onlyCharges?: readonly string[] | undefined;
  vendorRef?: string | undefined;
  requestedBy: string;
  now: Date;
};

/**
 * Writes down a refund of a locked payment, and takes its money out of use at once: what was paid ahead first, the rest
 * from the charges that it had paid, which are owed again or, with `voidCharges`, are owed no more. The database holds
 * the sum of a payment's refunds under what was paid. @returns the refund's id
 */
export async function reserveRefund(tx: Transaction, payment: PaymentOnLease, wanted: Reservation): Promise<string> {
  const { organizationId, leaseId, lease } = payment;
  const today = localDateAt(wanted.now.getTime(), lease.timeZone);
  const taken = takenBy(wanted, payment, await partsOf(tx, payment.id));
  const refundId = await createRow(tx, payment, wanted, { creditCents: taken.creditCents, today });
  // Before the allocations go: the collections of the months they paid are told.
  await tellMoneyChanged(tx, payment);
  await release(tx, taken.released, wanted.now);
  const common = { effectiveOn: today, leaseId, subjectId: refundId };
  const released = taken.released.map(
    ({ chargeId, kind, amountCents }): Allocated => ({ chargeId, kind, amountCents }),
  );
  const entries: NewEntry[] = [
    {
      ...common,
      idempotencyKey: `refund/${refundId}/requested`,
      entry: refundRequested({ leaseId, paymentId: payment.id, creditCents: taken.creditCents, released }),
      description: 'Refund of a payment',
    },
  ];
  if (wanted.voidCharges) entries.push(...(await reduceCharges(tx, payment, refundId, released, wanted, common)));
  await postEntries(overPrisma(tx), organizationId, entries);
  if (entries.some(({ entry }) => touchesDeposits(entry)))
    await secureDeposit(tx, { organizationId, leaseId, on: today });
  await appendEvent(tx, requested(refundId, payment, wanted, taken.creditCents));
  return refundId;
}

/** What was paid ahead goes first; a refund of certain charges takes from these alone. */
function takenBy({ amountCents, onlyCharges }: Reservation, payment: PaymentOnLease, parts: readonly PaidPart[]) {
  if (onlyCharges !== undefined) {
    const wanted = parts.filter((part) => onlyCharges.includes(part.chargeId));
    return takeForRefund(amountCents, ZERO_CENTS, wanted);
  }
  const held = payment.amountCents - Number(payment.refundedCents) - Number(payment.returnedCents);
  const allocatedCents = sumCents(parts.map((part) => part.amountCents));
  return takeForRefund(amountCents, cents(Math.max(0, held - allocatedCents)), parts);
}

/** @returns the refund's id */
async function createRow(
  tx: Transaction,
  payment: PaymentOnLease,
  wanted: Reservation,
  { creditCents, today }: { creditCents: Cents; today: PlainDateString },
): Promise<string> {
  const status: RefundStatus = 'requested';
  const { id } = await tx.refund.create({
    data: {
      id: newId('refund'),
      organizationId: payment.organizationId,
      paymentId: payment.id,
      leaseId: payment.leaseId,
      status,
      method: wanted.method,
      amountCents: BigInt(wanted.amountCents),
      feeCents: BigInt(wanted.feeCents),
      fromCreditCents: BigInt(creditCents),
      voidCharges: wanted.voidCharges,
      origin: wanted.origin,
      reason: wanted.reason,
      note: wanted.note ?? null,
      requestedBy: wanted.requestedBy,
      effectiveOn: toSqlDate(today),
      vendorRef: wanted.vendorRef ?? null,
      createdAt: wanted.now,
    },
    select: { id: true },
  });
  return id;
}

function requested(refundId: string, payment: PaymentOnLease, wanted: Reservation, creditCents: Cents): NewEvent {
  const { leaseId, lease, tenantId } = payment;
  return {
    organizationId: payment.organizationId,
    type: 'refund.requested',
    subjectId: refundId,
    alsoAbout: [payment.id, leaseId, tenantId, lease.unitId, lease.unit.propertyId],
    payload: {
      amount_cents: wanted.amountCents,
      method: wanted.method,
      reason: wanted.reason,
      origin: wanted.origin,
      from_credit_cents: creditCents,
      owed_again_cents: wanted.voidCharges ? ZERO_CENTS : subtractCents(wanted.amountCents, creditCents),
    },
    actor: wanted.requestedBy,
  };
}

/** What a payment pays, the oldest allocation first. */
async function partsOf(tx: Transaction, paymentId: string): Promise<PaidPart[]> {
  const rows = await tx.allocation.findMany({
    where: { paymentId, voidedAt: null },
    orderBy: [{ createdAt: 'asc' }, { charge: { dueOn: 'asc' } }, { id: 'asc' }],
    include: { charge: { select: { kind: true } } },
  });
  return rows.map((row) => {
    if (!isChargeKind(row.charge.kind))
      throw new Error(`charge ${row.chargeId} has the unknown kind ${row.charge.kind}`);
    const amountCents = fromSqlCents(row.amountCents);
    return { allocationId: row.id, chargeId: row.chargeId, kind: row.charge.kind, amountCents };
  });
}

/** Allocations are not changed: one that is taken back in part gives way to a smaller one. */
async function release(tx: Transaction, released: readonly PaidPart[], now: Date): Promise<void> {
  const whole = await tx.allocation.findMany({ where: { id: { in: released.map((part) => part.allocationId) } } });
  await tx.allocation.updateMany({
    where: { id: { in: whole.map((row) => row.id) } },
    data: { voidedAt: now },
  });
  const rest = whole.flatMap((row) => {
    const taken = released.find((part) => part.allocationId === row.id)?.amountCents ?? ZERO_CENTS;
    const left = row.amountCents - BigInt(taken);
    if (left <= 0n) return [];
    return [{ ...row, ...keptPlanPart(row, left), id: newId('allocation'), amountCents: left }];
  });
  await tx.allocation.createMany({ data: rest });
}

/** What went back is not owed any more: each charge is smaller by it, or gone. */
async function reduceCharges(
  tx: Transaction,
  payment: PaymentOnLease,
  refundId: string,
  released: readonly Allocated[],
  { reason, requestedBy, now }: Reservation,
  common: Pick<NewEntry, 'effectiveOn' | 'leaseId' | 'subjectId'>,
): Promise<NewEntry[]> {
  const byCharge = new Map<string, Allocated>();
  for (const part of released) {
    const before = byCharge.get(part.chargeId)?.amountCents ?? ZERO_CENTS;
    byCharge.set(part.chargeId, { ...part, amountCents: cents(before + part.amountCents) });
  }
  const entries: NewEntry[] = [];
  for (const part of byCharge.values()) {
    const charge = await tx.charge.findUniqueOrThrow({ where: { id: part.chargeId } });
    const left = charge.amountCents - BigInt(part.amountCents);
    await tx.charge.update({
      where: { id: charge.id },
      data: left > 0n ? { amountCents: left } : { voidedAt: now, voidReason: `Given back: ${reason}` },
      select: { id: true },
    });
    entries.push({
      ...common,
      idempotencyKey: `refund/${refundId}/reduced/${charge.id}`,
      entry: chargeReduced({ ...part, leaseId: payment.leaseId }),
      description: `${charge.label}: given back and not owed any more`,
    });
    await appendEvent(tx, {
      organizationId: payment.organizationId,
      type: 'charge.voided',
      subjectId: charge.id,
      alsoAbout: [payment.leaseId, payment.lease.unitId],
      payload: { kind: charge.kind, label: charge.label, amount_cents: part.amountCents, reason, how: 'refund' },
      actor: requestedBy,
    });
  }
  return entries;
}
