import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { isChargeKind } from '../../domain/charge-kinds';
import {
  type Allocated,
  cardPaymentReceived,
  type MoneyAccount,
  type OfflineMethod,
  offlinePaymentReceived,
  type PaymentRef,
  paymentReversed,
  paymentSettled,
  paymentSubmitted,
  touchesDeposits,
} from '../../domain/ledger';
import { type Cents, cents, sumCents } from '../../domain/money';
import type { PaymentPurpose } from '../../domain/payment-plans';
import { type PaidPart, takeForRefund } from '../../domain/refunds';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { secureDeposit } from '../deposits/secure-deposit';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { keptPlanPart, type PlanPart } from '../payment-plans/plan-part';
import { overPrisma } from '../sql-runner';
import { allocateToCharges } from './allocate-payment';
import type { LockedPayment } from './lock-payment';

/** The entries that a payment may post, each at most once: their keys. */
export const paymentEntryKeys = {
  submitted: (paymentId: string) => `payment/${paymentId}/submitted`,
  settled: (paymentId: string) => `payment/${paymentId}/settled`,
  received: (paymentId: string) => `payment/${paymentId}/received`,
  reversed: (paymentId: string) => `payment/${paymentId}/reversed`,
};

type OnLease = LockedPayment & { leaseId: string; lease: NonNullable<LockedPayment['lease']> };

/** A bank debit is on its way: the charges count as paid, the money as in transit. */
export async function postSubmitted(tx: Transaction, payment: OnLease): Promise<void> {
  const allocated = await allocate(tx, payment);
  await post(
    tx,
    payment,
    paymentEntryKeys.submitted(payment.id),
    paymentSubmitted(allocated),
    'Bank payment, in transit',
  );
}

/** A bank debit that was in transit came through. */
export async function postSettled(tx: Transaction, payment: OnLease): Promise<void> {
  const entry = paymentSettled({ leaseId: payment.leaseId, paymentId: payment.id, amountCents: payment.amountCents });
  await post(tx, payment, paymentEntryKeys.settled(payment.id), entry, 'Bank payment arrived');
}

/** A card payment succeeded, or a bank debit did before we heard that it was on its way. */
export async function postReceived(tx: Transaction, payment: OnLease, words: string): Promise<void> {
  const allocated = await allocate(tx, payment);
  await post(tx, payment, paymentEntryKeys.received(payment.id), cardPaymentReceived(allocated), words);
}

/** Cash, a check, a money order or a transfer that the landlord recorded. */
export async function postOffline(tx: Transaction, payment: OnLease, method: OfflineMethod): Promise<void> {
  const allocated = await allocate(tx, payment);
  const words = { cash: 'Cash', check: 'Check', money_order: 'Money order', transfer: 'Transfer' }[method];
  await post(tx, payment, paymentEntryKeys.received(payment.id), offlinePaymentReceived(allocated, method), words);
}

/**
 * The money went back: what it had paid is owed again, from the account where it lay.
 * The entry names the one it undoes, so that a payment can be reversed once. It takes effect today unless said.
 */
export async function postReversed(
  tx: Transaction,
  payment: OnLease,
  from: MoneyAccount,
  now: Date,
  words: string,
  effectiveOn: PlainDateString = localDateAt(now.getTime(), payment.lease.timeZone),
): Promise<void> {
  const allocations = await voidAllocations(tx, payment.id, now);
  const paid: PaymentRef = {
    leaseId: payment.leaseId,
    paymentId: payment.id,
    // What was refunded, or taken back in part, has left already.
    amountCents: cents(payment.amountCents - Number(payment.refundedCents) - Number(payment.returnedCents)),
    allocations,
  };
  if (paid.amountCents === 0) return;
  const { organizationId } = payment;
  const key = paymentEntryKeys.reversed(payment.id);
  const before = await tx.journalEntry.count({ where: { organizationId, idempotencyKey: key } });
  if (before > 0) {
    // A refund that failed had brought money back after the payment was gone: now that goes, too.
    const more = `${key}/after/${payment.returnedCents}`;
    return post(tx, payment, more, paymentReversed(paid, from), words, { effectiveOn });
  }
  const first = await tx.journalEntry.findFirst({
    where: {
      organizationId,
      idempotencyKey: { in: [paymentEntryKeys.submitted(payment.id), paymentEntryKeys.received(payment.id)] },
    },
    select: { id: true },
  });
  await post(tx, payment, key, paymentReversed(paid, from), words, {
    effectiveOn,
    ...(first === null ? {} : { reversesId: first.id }),
  });
}

/**
 * A part of the money went back: what was paid ahead goes first, then the newest of what it had paid is owed again.
 * @param key of this return alone: a payment may be returned in several parts
 */
export async function postPartReversed(
  tx: Transaction,
  payment: OnLease,
  part: { amountCents: Cents; key: string; from: MoneyAccount; words: string; now: Date },
): Promise<void> {
  const rows = await tx.allocation.findMany({
    where: { paymentId: payment.id, voidedAt: null },
    orderBy: [{ createdAt: 'asc' }, { charge: { dueOn: 'asc' } }, { id: 'asc' }],
    include: { charge: { select: { kind: true } } },
  });
  const parts = rows.map((row) => ({ ...asAllocated(row), allocationId: row.id }));
  const standing = payment.amountCents - Number(payment.refundedCents) - Number(payment.returnedCents);
  const creditCents = cents(Math.max(0, standing - sumCents(parts.map((one) => one.amountCents))));
  const { released } = takeForRefund(part.amountCents, creditCents, parts);
  await releaseParts(tx, rows, released, part.now);
  const taken = { leaseId: payment.leaseId, paymentId: payment.id, amountCents: part.amountCents };
  const allocations = released.map(({ chargeId, kind, amountCents }) => ({ chargeId, kind, amountCents }));
  await post(
    tx,
    payment,
    `${paymentEntryKeys.reversed(payment.id)}/${part.key}`,
    paymentReversed({ ...taken, allocations }, part.from),
    part.words,
    { effectiveOn: localDateAt(part.now.getTime(), payment.lease.timeZone) },
  );
}

type AllocationRow = PlanPart & {
  id: string;
  organizationId: string;
  paymentId: string;
  chargeId: string;
  amountCents: bigint;
};

/** Allocations are not changed: one that is taken back in part gives way to a smaller one. */
async function releaseParts(
  tx: Transaction,
  rows: readonly AllocationRow[],
  released: readonly PaidPart[],
  now: Date,
): Promise<void> {
  const ids = released.map((part) => part.allocationId);
  await tx.allocation.updateMany({ where: { id: { in: ids } }, data: { voidedAt: now } });
  const rest = rows.flatMap((row) => {
    const { id, organizationId, paymentId, chargeId, amountCents } = row;
    const taken = released.find((part) => part.allocationId === id)?.amountCents ?? 0;
    const left = amountCents - BigInt(taken);
    const isTouched = ids.includes(id) && left > 0n;
    const kept = { organizationId, paymentId, chargeId, amountCents: left, ...keptPlanPart(row, left) };
    return isTouched ? [{ id: newId('allocation'), ...kept }] : [];
  });
  await tx.allocation.createMany({ data: rest });
}

function asAllocated(row: { chargeId: string; amountCents: bigint; charge: { kind: string } }): Allocated {
  const { kind } = row.charge;
  if (!isChargeKind(kind)) throw new Error(`charge ${row.chargeId} has the unknown kind ${kind}`);
  return { chargeId: row.chargeId, kind, amountCents: fromSqlCents(row.amountCents) };
}

/** An installment goes to its plan; autopay's rent leaves alone what a plan collects. */
function purposeOf({ planId, kind }: OnLease): PaymentPurpose {
  if (planId !== null) return 'plan';
  return kind === 'autopay' ? 'rent' : 'any';
}

async function allocate(tx: Transaction, payment: OnLease): Promise<PaymentRef> {
  return allocateToCharges(tx, {
    organizationId: payment.organizationId,
    paymentId: payment.id,
    leaseId: payment.leaseId,
    amountCents: payment.amountCents,
    effectiveOn: payment.effectiveOn,
    state: payment.lease.state,
    purpose: purposeOf(payment),
    spares: payment.spares,
  });
}

async function voidAllocations(tx: Transaction, paymentId: string, now: Date) {
  const standing = await tx.allocation.findMany({
    where: { paymentId, voidedAt: null },
    include: { charge: { select: { kind: true } } },
  });
  await tx.allocation.updateMany({ where: { paymentId, voidedAt: null }, data: { voidedAt: now } });
  return standing.map(asAllocated);
}

async function post(
  tx: Transaction,
  payment: OnLease,
  idempotencyKey: string,
  entry: NewEntry['entry'],
  description: string,
  more: { effectiveOn?: PlainDateString; reversesId?: string } = {},
): Promise<void> {
  await postEntries(overPrisma(tx), payment.organizationId, [
    {
      idempotencyKey,
      entry,
      description,
      effectiveOn: more.effectiveOn ?? payment.effectiveOn,
      leaseId: payment.leaseId,
      subjectId: payment.id,
      ...(more.reversesId === undefined ? {} : { reversesId: more.reversesId }),
    },
  ]);
  const { organizationId, leaseId, effectiveOn } = payment;
  if (touchesDeposits(entry)) {
    await secureDeposit(tx, { organizationId, leaseId, on: more.effectiveOn ?? effectiveOn });
  }
}
