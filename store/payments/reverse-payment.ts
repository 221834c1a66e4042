import { localDateAt } from '../../domain/calendar';
import type { MoneyAccount } from '../../domain/ledger';
import { type Cents, cents, minCents } from '../../domain/money';
import { assertMayBecome } from '../../domain/states';
import { postNsfFee } from '../charges/post-nsf-fee';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { returnCardFee } from './card-fee';
import { type LockedPayment, lockPayment, movePayment } from './lock-payment';
import { returnPlatformFee } from './platform-fee';
import { postPartReversed, postReversed } from './post-payment';
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
  /** What came back, and a key of this return alone; everything that stands of the payment where absent. */
  part?: { amountCents: Cents; key: string };
  now: Date;
};

/**
 * Takes back a payment that had come through, or a part of it: the ledger owes again what it had paid, the account is
 * counted anew as of the payment's own day, and what the code asks for is done (applyCure). Repeating a whole return
 * changes nothing; who returns a part must know that it is new.
 * @returns whether this call took something back, whether a part stands, and the months that are open again
 */
export async function reversePayment(tx: Transaction, reversal: Reversal): Promise<Reversed> {
  const payment = await lockPayment(tx, reversal.paymentId);
  const periods = await periodsPaidBy(tx, payment.id);
  if (payment.status === 'reversed') return { reversed: false, isPartial: false, periods, lateFees: [] };
  assertMayBecome('payment', payment.status, 'reversed');
  const standing = cents(payment.amountCents - Number(payment.refundedCents) - Number(payment.returnedCents));
  const amountCents = minCents(reversal.part?.amountCents ?? standing, standing);
  const isPartial = amountCents < standing;
  const lateFees = await takeBack(tx, payment, reversal, { amountCents, standing, isPartial });
  await applyCure(tx, payment, reversal.code, reversal.now);
  if (payment.method === 'us_bank_account' && reversal.code !== 'refunded') await recordBankReturn(tx, reversal);
  await appendEvent(tx, {
    organizationId: reversal.organizationId,
    type: 'payment.reversed',
    subjectId: payment.id,
    alsoAbout: [payment.leaseId, payment.tenantId, payment.lease?.unitId, payment.lease?.unit.propertyId],
    payload: {
      amount_cents: amountCents,
      code: reversal.code,
      meaning: reversal.meaning,
      method: payment.method,
      ...(isPartial ? { of_cents: payment.amountCents } : {}),
    },
  });
  return { reversed: true, isPartial, periods, lateFees };
}

type Taken = { amountCents: Cents; standing: Cents; isPartial: boolean };

async function takeBack(tx: Transaction, payment: LockedPayment, reversal: Reversal, taken: Taken) {
  const { code, meaning, now, part } = reversal;
  const from = whereItLies(payment);
  const { leaseId, lease } = payment;
  const words = `Payment returned: ${meaning}`;
  if (leaseId !== null && lease !== null) {
    // Before the allocations are voided: the collections of the periods it had paid are told.
    await tellMoneyChanged(tx, payment, { reopened: true });
    const onLease = { ...payment, leaseId, lease };
    if (taken.isPartial) {
      const key = part?.key ?? code;
      await postPartReversed(tx, onLease, { amountCents: taken.amountCents, key, from, words, now });
    } else {
      await postReversed(tx, onLease, from, now, words);
      await returnCardFee(tx, onLease, localDateAt(now.getTime(), lease.timeZone));
    }
    await postNsfFee(tx, onLease, code, now);
  }
  await writeDown(tx, payment, reversal, taken);
  if (leaseId !== null && lease !== null) {
    const key = `returned/${taken.isPartial ? (part?.key ?? code) : 'all'}`;
    await returnPlatformFee(tx, { ...payment, leaseId, lease }, { key, now });
  }
  if (leaseId === null) return [];
  const { organizationId, id: paymentId, effectiveOn } = payment;
  const before = { paymentId, effectiveOn, amountCents: taken.standing };
  const { addedFees } = await reevaluateAccount(tx, { organizationId, leaseId, reason: words, now, before });
  return addedFees;
}

async function writeDown(tx: Transaction, payment: LockedPayment, reversal: Reversal, taken: Taken): Promise<void> {
  const { code, meaning, now } = reversal;
  const returnedCents = payment.returnedCents + BigInt(taken.amountCents);
  await tx.payment.update({
    where: { id: payment.id },
    data: { returnedCents, failureCode: code, failureMessage: meaning },
    select: { id: true },
  });
  if (taken.isPartial) return;
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

function whereItLies({ status, method }: { status: string; method: string | null }): MoneyAccount {
  if (status === 'processing') return 'in_transit';
  return method === 'transfer' ? 'bank' : 'undeposited_funds';
}
