import { type PlainDateString, periodOf } from '../../domain/calendar';
import { type ChargeKind, isChargeKind } from '../../domain/charge-kinds';
import { judgeDeduction } from '../../domain/deposit-return';
import { notFound, TenureError } from '../../domain/errors';
import { type Finding, refuseForbidden } from '../../domain/jurisdictions/legal-rule';
import { depositApplied, depositUnapplied } from '../../domain/ledger';
import { type Cents, formatMoney } from '../../domain/money';
import { fromSqlCents } from '../cents';
import { openCharges } from '../charges/open-charges';
import { postCharges } from '../charges/post-charges';
import { takeBackCharge } from '../charges/take-back-charge';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease } from '../leases/lock-lease';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { lockPayment, movePayment } from '../payments/lock-payment';
import { tellMoneyChanged } from '../payments/tell-money-changed';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { beginReturn } from './begin-return';
import { creditLastInterest } from './credit-interest';
import {
  afterChange,
  assertDay,
  assertEnded,
  assertFree,
  type DepositStep,
  findMovement,
  type LockedDeposit,
  lockDeposit,
} from './lock-deposit';

export type Deduction = DepositStep & {
  amountCents: Cents;
  /** Why, in words for the tenant. */
  reason: string;
  /** The charge that it pays; without one it is kept for damage, and a charge is made for that. */
  chargeId?: string | undefined;
  on?: PlainDateString | undefined;
  proofs: readonly { mediaId: string; kind: 'photo' | 'receipt' }[];
};

/**
 * Keeps a part of the deposit of a lease that ended: it pays a charge that is open, or one made for the damage, and the
 * tenant is told of it in the statement. What a rule that was held against the law forbids is refused.
 * @returns the movement's id, and what unverified rules warn of
 * @throws TenureError not_found, illegal_transition before the lease's end, not_possible above what is held, rule_forbids
 */
export async function deduct(tx: Transaction, wanted: Deduction): Promise<{ id: string; warnings: Finding[] }> {
  const deposit = await lockDeposit(tx, wanted);
  const movedOutOn = assertEnded(deposit);
  const on = wanted.on ?? deposit.today;
  assertDay(deposit, on, movedOutOn);
  const kind = wanted.chargeId === undefined ? 'damage' : 'charge';
  const photos = wanted.proofs.filter((proof) => proof.kind === 'photo').length;
  const { state } = deposit.lease;
  const warnings = refuseForbidden(judgeDeduction({ state, movedOutOn, on: deposit.today, kind, photos }));
  assertFree(deposit, wanted.amountCents);
  const charge = await chargeFor(tx, deposit, wanted, on);
  const paymentId = await payFromDeposit(tx, deposit, wanted, { charge, on });
  const id = newId('depositMovement');
  const { organizationId, leaseId, amountCents, reason, actor, now } = wanted;
  await tx.depositMovement.create({
    data: {
      id,
      organizationId,
      depositId: deposit.id,
      leaseId,
      kind: 'deduction',
      amountCents: BigInt(amountCents),
      effectiveOn: toSqlDate(on),
      reason,
      purpose: kind,
      chargeId: charge.id,
      paymentId,
      createdBy: actor,
      createdAt: now,
    },
    select: { id: true },
  });
  await recordProofs(tx, organizationId, id, wanted.proofs);
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `deposit/${id}/applied`,
      entry: depositApplied(leaseId, charge.id, amountCents),
      description: `From the deposit: ${reason}`,
      effectiveOn: on,
      leaseId,
      subjectId: id,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.deducted',
    subjectId: leaseId,
    alsoAbout: [deposit.id, charge.id, ...aboutLease(deposit.lease)],
    payload: { amount_cents: amountCents, reason, purpose: kind },
    actor,
  });
  await tellMoneyChanged(tx, await lockPayment(tx, paymentId));
  await creditLastInterest(tx, wanted);
  await afterChange(tx, deposit, actor, now);
  return { id, warnings };
}

/**
 * Takes a deduction back: the charge that it paid is owed again, or, where it was made for damage, gone; the money is
 * held as before. Repeating changes nothing. @throws TenureError not_found
 */
export async function voidDeduction(
  tx: Transaction,
  wanted: DepositStep & { movementId: string; reason: string },
): Promise<void> {
  const deposit = await lockDeposit(tx, wanted);
  const movement = await findMovement(tx, wanted.leaseId, wanted.movementId);
  const { chargeId, paymentId, purpose } = movement;
  if (movement.kind !== 'deduction' || chargeId === null || paymentId === null) throw notFound('deduction');
  if (movement.status === 'voided') return;
  const { organizationId, leaseId, reason, actor, now } = wanted;
  const payment = await lockPayment(tx, paymentId);
  // Before the allocations are voided: the collections of the months it had paid are told.
  if (purpose === 'charge') await tellMoneyChanged(tx, payment, { reopened: true });
  await tx.allocation.updateMany({ where: { paymentId, voidedAt: null }, data: { voidedAt: now } });
  await movePayment(tx, payment, 'reversed', { reversedAt: now, voidReason: reason });
  const amountCents = fromSqlCents(movement.amountCents);
  const applied = await tx.journalEntry.findFirst({
    where: { organizationId, idempotencyKey: `deposit/${movement.id}/applied` },
    select: { id: true },
  });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `deposit/${movement.id}/unapplied`,
      entry: depositUnapplied(leaseId, chargeId, amountCents),
      description: `Deduction taken back: ${reason}`,
      effectiveOn: deposit.today,
      leaseId,
      subjectId: movement.id,
      ...(applied === null ? {} : { reversesId: applied.id }),
    },
  ]);
  await tx.depositMovement.update({
    where: { id: movement.id },
    data: { status: 'voided', voidedAt: now, voidReason: reason },
    select: { id: true },
  });
  if (purpose === 'damage') {
    await takeBackCharge(tx, { organizationId, chargeId, how: 'void', reason, actor, on: deposit.today, now });
  }
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.deduction_voided',
    subjectId: leaseId,
    alsoAbout: [deposit.id, chargeId, ...aboutLease(deposit.lease)],
    payload: { amount_cents: amountCents, reason },
    actor,
  });
  await afterChange(tx, deposit, actor, now);
  await beginReturn(tx, { organizationId, leaseId, on: deposit.today });
}

type PaidCharge = { id: string; kind: ChargeKind };

/** The open charge that is named, or one made for the damage. */
async function chargeFor(
  tx: Transaction,
  { lease }: LockedDeposit,
  { organizationId, leaseId, chargeId, amountCents, reason, actor }: Deduction,
  on: PlainDateString,
): Promise<PaidCharge> {
  if (chargeId !== undefined) {
    const row = await tx.charge.findFirst({ where: { id: chargeId, leaseId } });
    if (row === null || !isChargeKind(row.kind)) throw notFound('charge');
    if (row.kind === 'deposit') throw new TenureError('not_possible', 'A deposit cannot pay for itself.');
    const open = (await openCharges(overPrisma(tx), organizationId, leaseId)).find((one) => one.chargeId === chargeId);
    if (open === undefined) throw new TenureError('not_possible', 'Nothing of this charge is left to be paid.');
    if (amountCents > open.openCents) {
      throw new TenureError(
        'not_possible',
        `At most ${formatMoney(open.openCents)} of this charge is left to be paid.`,
        {
          params: [{ name: 'amount_cents', reason: `must be at most ${open.openCents}` }],
        },
      );
    }
    return { id: chargeId, kind: row.kind };
  }
  const [posted] = await postCharges(overPrisma(tx), organizationId, [
    {
      leaseId,
      kind: 'other',
      item: newId('charge'),
      label: reason.slice(0, 120),
      amountCents,
      period: periodOf(on),
      dueOn: on,
      coversFrom: null,
      coversTo: null,
      rule: { name: 'deposit_deduction', text: 'Kept from the deposit', by: actor },
      alsoAbout: [lease.unitId, lease.unit.propertyId],
    },
  ]);
  if (posted === undefined) throw new TenureError('internal', 'The charge was not posted.');
  return { id: posted.id, kind: posted.kind };
}

/** What the deposit pays stands among the payments: charges and their reports know of nothing else. @returns its id */
async function payFromDeposit(
  tx: Transaction,
  { lease }: LockedDeposit,
  { organizationId, leaseId, amountCents, reason, actor, now }: Deduction,
  { charge, on }: { charge: PaidCharge; on: PlainDateString },
): Promise<string> {
  const id = newId('payment');
  await tx.payment.create({
    data: {
      id,
      organizationId,
      leaseId,
      tenantId: lease.tenants[0]?.tenantId ?? null,
      kind: 'deposit',
      method: 'deposit',
      amountCents: BigInt(amountCents),
      status: 'succeeded',
      effectiveOn: toSqlDate(on),
      note: reason,
      recordedBy: actor,
      settledAt: now,
    },
    select: { id: true },
  });
  await tx.allocation.createMany({
    data: [
      { id: newId('allocation'), organizationId, paymentId: id, chargeId: charge.id, amountCents: BigInt(amountCents) },
    ],
  });
  return id;
}

async function recordProofs(
  tx: Transaction,
  organizationId: string,
  movementId: string,
  proofs: Deduction['proofs'],
): Promise<void> {
  const ids = [...new Set(proofs.map(({ mediaId }) => mediaId))];
  if (ids.length === 0) return;
  const known = await tx.media.count({ where: { id: { in: ids } } });
  if (known !== ids.length) throw notFound('photo');
  const data = proofs.map(({ mediaId, kind }) => ({ organizationId, movementId, mediaId, kind }));
  await tx.depositProof.createMany({ data, skipDuplicates: true });
}
