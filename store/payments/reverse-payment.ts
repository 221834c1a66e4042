import { localDateAt } from '../../domain/calendar';
import { addCents, type Cents, cents } from '../../domain/money';
import { divideTaken, type TakenBack } from '../../domain/refunds';
import { assertMayBecome } from '../../domain/states';
import { whereMoneyLies } from '../bank-deposits/where-money-lies';
import { postNsfFee } from '../charges/post-nsf-fee';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { cardFeeKept, returnCardFee } from './card-fee';
import { givenBackTwice, oweRefundBack } from './double-refund';
import { type LockedPayment, lockPayment, movePayment } from './lock-payment';
import { returnPlatformFee } from './platform-fee';
import { postPartReversed, postReversed } from './post-payment';
import { postTakenWithoutLease } from './post-without-lease';
import { recordBankReturn } from './record-bank-return';
import { reevaluateAccount } from './reevaluate-account';
import { applyCure } from './stop-for-review';
import { tellMoneyChanged } from './tell-money-changed';

export type Reversal = {
  organizationId: string;
  paymentId: string;
  /** The network's or vendor's code: `R01`, `insufficient_funds`, `fraudulent` … */
  code: string;
  /** Plain words of what the bank says. */
  meaning: string;
  /**
   * What came back, and a key of this return alone. Absent, the bank took the whole payment back with its card fee, also
   * what had been refunded of it.
   */
  part?: { amountCents: Cents; key: string };
  /** Whoever says so; the product itself where absent. */
  actor?: string;
  now: Date;
};

/**
 * Takes back a payment that had come through, or a part of it: the ledger owes again what it had paid, the account is
 * counted anew as of the payment's own day, and what the code asks for is done (applyCure). What had been refunded
 * before and is taken all the same is owed by the payer. Repeating a whole return changes nothing; who returns a part
 * must know that it is new.
 * @returns whether this call took something back, whether a part stands, and the months that are open again
 */
export async function reversePayment(tx: Transaction, reversal: Reversal): Promise<Reversed> {
  const payment = await lockPayment(tx, reversal.paymentId);
  const periods = await periodsPaidBy(tx, payment.id);
  if (payment.status === 'reversed') return { reversed: false, isPartial: false, periods, lateFees: [] };
  assertMayBecome('payment', payment.status, 'reversed');
  const taken = await divide(tx, payment, reversal);
  const lateFees = await takeBack(tx, payment, reversal, taken);
  await applyCure(tx, payment, reversal.code, reversal.now);
  if (payment.method === 'us_bank_account' && reversal.code !== 'refunded') await recordBankReturn(tx, reversal);
  await appendEvent(tx, {
    organizationId: reversal.organizationId,
    type: 'payment.reversed',
    subjectId: payment.id,
    alsoAbout: [payment.leaseId, payment.tenantId, payment.lease?.unitId, payment.lease?.unit.propertyId],
    payload: {
      amount_cents: taken.bankCents,
      code: reversal.code,
      meaning: reversal.meaning,
      method: payment.method,
      ...(taken.isWhole ? {} : { of_cents: payment.amountCents }),
      ...(taken.againCents > 0 ? { refunded_before_cents: taken.againCents } : {}),
    },
    ...(reversal.actor === undefined ? {} : { actor: reversal.actor }),
  });
  return { reversed: true, isPartial: !taken.isWhole, periods, lateFees };
}

/** What the bank took, divided; `standing` as it was before. */
type Taken = TakenBack & { bankCents: Cents; standing: Cents; key: string };

async function divide(tx: Transaction, payment: LockedPayment, { code, part }: Reversal): Promise<Taken> {
  const standing = cents(payment.amountCents - Number(payment.refundedCents) - Number(payment.returnedCents));
  // A fee without a lease came with its payment in one entry, and goes with the last of it.
  const feeKeptCents = payment.leaseId === null ? cents(Number(payment.feeCents)) : await cardFeeKept(tx, payment);
  // What the vendor calls refunded took no more than stood.
  const whole = code === 'refunded' ? standing : payment.amountCents - Number(payment.returnedCents);
  const feesBack = await tx.refund.aggregate({
    where: { paymentId: payment.id, status: { not: 'failed' } },
    _sum: { feeCents: true },
  });
  const refunded = Number(payment.refundedCents + (feesBack._sum.feeCents ?? 0n));
  const refundedCents = cents(Math.max(0, refunded - (await givenBackTwice(tx, payment))));
  const bankCents = part?.amountCents ?? cents(whole + Number(payment.feeCents));
  const taken = divideTaken(bankCents, { standingCents: standing, feeKeptCents, refundedCents });
  return { ...taken, bankCents: part?.amountCents ?? cents(whole), standing, key: part?.key ?? code };
}

async function takeBack(tx: Transaction, payment: LockedPayment, reversal: Reversal, taken: Taken) {
  const { meaning, now } = reversal;
  const { leaseId, lease } = payment;
  const words = `Payment returned: ${meaning}`;
  const onLease = leaseId === null || lease === null ? null : { ...payment, leaseId, lease };
  if (onLease !== null) await postTaken(tx, onLease, reversal, taken, words);
  else {
    const amountCents = addCents(taken.standingCents, taken.feeCents);
    await postTakenWithoutLease(tx, payment, { amountCents, key: taken.key, words, now });
  }
  await writeDown(tx, payment, reversal, taken);
  if (onLease === null) return [];
  const isOnly = taken.isWhole && payment.returnedCents === 0n;
  await returnPlatformFee(tx, onLease, { key: `returned/${isOnly ? 'all' : taken.key}`, now });
  const { organizationId, id: paymentId, effectiveOn } = payment;
  const before = { paymentId, effectiveOn, amountCents: taken.standing };
  const reason = words;
  const { addedFees } = await reevaluateAccount(tx, { organizationId, leaseId: onLease.leaseId, reason, now, before });
  return addedFees;
}

type OnLease = LockedPayment & { leaseId: string; lease: NonNullable<LockedPayment['lease']> };

/** Every line of what the bank took: what stood, the card fee, and what had been refunded before. */
async function postTaken(tx: Transaction, payment: OnLease, { code, now }: Reversal, taken: Taken, words: string) {
  const { key, bankCents } = taken;
  const from = await whereMoneyLies(tx, payment);
  // Before the allocations are voided: the collections of the periods it had paid are told.
  await tellMoneyChanged(tx, payment, { reopened: true });
  if (taken.isWhole) {
    await postReversed(tx, payment, from, now, words);
    const on = localDateAt(now.getTime(), payment.lease.timeZone);
    await returnCardFee(tx, payment, { feeCents: taken.feeCents, key, on });
  } else {
    await postPartReversed(tx, payment, { amountCents: taken.standingCents, key, from, words, now });
  }
  await oweRefundBack(tx, payment, { amountCents: taken.againCents, bankCents, from, key, now });
  await postNsfFee(tx, payment, code, now);
}

async function writeDown(tx: Transaction, payment: LockedPayment, reversal: Reversal, taken: Taken): Promise<void> {
  const { code, meaning, now } = reversal;
  const returnedCents = payment.returnedCents + BigInt(taken.standingCents);
  await tx.payment.update({
    where: { id: payment.id },
    data: { returnedCents, failureCode: code, failureMessage: meaning },
    select: { id: true },
  });
  if (!taken.isWhole) return;
  await movePayment(tx, payment, 'reversed', { reversedAt: now });
  await tx.presentment.updateMany({
    where: { paymentId: payment.id, status: { in: ['processing', 'succeeded'] } },
    data: { status: 'returned', failureCode: code, resolvedAt: now },
  });
}

export type Reversed = {
  reversed: boolean;
  isPartial: boolean;
  periods: string[];
  /** Late fees that are due now, as of the rent's own dates. */
  lateFees: { chargeId: string; amountCents: Cents }[];
};

/** The months whose charges a payment pays, or paid before it was taken back. */
async function periodsPaidBy(tx: Transaction, paymentId: string): Promise<string[]> {
  const charges = await tx.charge.findMany({
    where: { allocations: { some: { paymentId } } },
    select: { period: true },
    distinct: ['period'],
    orderBy: { period: 'asc' },
  });
  return charges.map((charge) => charge.period);
}
