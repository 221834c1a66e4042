import { localDateAt } from '../../domain/calendar';
import type { MoneyAccount } from '../../domain/ledger';
import { assertMayBecome } from '../../domain/states';
import { postNsfFee } from '../charges/post-nsf-fee';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { blockMethodOfVendor } from '../payment-methods/block-payment-method';
import { returnCardFee } from './card-fee';
import { lockPayment, movePayment } from './lock-payment';
import { postReversed } from './post-payment';
import { tellMoneyChanged } from './tell-money-changed';

export type Reversal = {
  organizationId: string;
  paymentId: string;
  /** The network's or vendor's code: `R01`, `insufficient_funds`, `fraudulent` … */
  code: string;
  /** Plain words of what the bank says. */
  meaning: string;
  /** Whether this method may never be presented again. */
  blocksMethod: boolean;
  now: Date;
};

/**
 * Takes back a payment that had come through: the ledger owes again what it had paid, the method is blocked where the
 * code says so, autopay with it. Repeating changes nothing.
 * @returns whether this call reversed it, the fee that the lease has for it, and the months that are open again
 */
export async function reversePayment(tx: Transaction, reversal: Reversal): Promise<Reversed> {
  const payment = await lockPayment(tx, reversal.paymentId);
  const periods = await periodsPaidBy(tx, payment.id);
  if (payment.status === 'reversed') return { reversed: false, periods };
  assertMayBecome('payment', payment.status, 'reversed');
  const from = whereItLies(payment);
  if (payment.leaseId !== null && payment.lease !== null) {
    // Before the allocations are voided: the collections of the periods it had paid are told.
    await tellMoneyChanged(tx, payment, { reopened: true });
    const onLease = { ...payment, leaseId: payment.leaseId, lease: payment.lease };
    await postReversed(tx, onLease, from, reversal.now, `Payment returned: ${reversal.meaning}`);
    await returnCardFee(tx, onLease, localDateAt(reversal.now.getTime(), onLease.lease.timeZone));
    await postNsfFee(tx, onLease, reversal.code, reversal.now);
  }
  await movePayment(tx, payment, 'reversed', {
    failureCode: reversal.code,
    failureMessage: reversal.meaning,
    reversedAt: reversal.now,
  });
  await tx.presentment.updateMany({
    where: { paymentId: payment.id, status: { in: ['processing', 'succeeded'] } },
    data: { status: 'returned', failureCode: reversal.code, resolvedAt: reversal.now },
  });
  if (reversal.blocksMethod && payment.paymentMethodId !== null) {
    await blockMethodOfVendor(tx, { ...reversal, paymentMethodId: payment.paymentMethodId });
  }
  await appendEvent(tx, {
    organizationId: reversal.organizationId,
    type: 'payment.reversed',
    subjectId: payment.id,
    alsoAbout: [payment.leaseId, payment.tenantId, payment.lease?.unitId, payment.lease?.unit.propertyId],
    payload: {
      amount_cents: payment.amountCents,
      code: reversal.code,
      meaning: reversal.meaning,
      method: payment.method,
    },
  });
  return { reversed: true, periods };
}

export type Reversed = { reversed: boolean; periods: string[] };

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
