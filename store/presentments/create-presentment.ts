import { TenureError } from '../../domain/errors';
import { type MethodKind, PRESENTMENT_CAPS } from '../../domain/presentments';
import type { Transaction } from '../database';
import { assertNotCanceled } from '../leases/assert-not-canceled';
import { newId } from '../new-id';
import { lockPayment } from '../payments/lock-payment';
import { triesFor } from './tries-for';

export type NewPresentment = {
  organizationId: string;
  paymentId: string;
  paymentMethodId: string;
  now: Date;
};

/**
 * Records that a payment is about to be presented, before anything leaves the house. The database numbers it and
 * holds the network's cap over every path; asked again while the first is open, the same presentment comes back.
 * @returns what to send; the id is the vendor's idempotency key
 * @throws TenureError illegal_transition on a canceled lease, presentment_cap, conflict when another presentment of the obligation is open
 */
export async function createPresentment(tx: Transaction, wanted: NewPresentment) {
  const payment = await lockPayment(tx, wanted.paymentId);
  const open = await tx.presentment.findFirst({
    where: { paymentId: payment.id, status: { in: ['created', 'submitted', 'unknown', 'processing'] } },
    include: { paymentMethod: true },
  });
  if (open !== null) return open;
  assertNotCanceled(payment.lease);
  const method = await tx.paymentMethod.findUnique({ where: { id: wanted.paymentMethodId } });
  if (method === null || method.status !== 'active') {
    throw new TenureError('not_possible', 'This payment method cannot be used any more.');
  }
  const obligation = payment.obligation ?? payment.id;
  const presentment = await insert(tx, wanted, payment, method.kind as MethodKind, obligation);
  await tx.payment.update({
    where: { id: payment.id },
    data: { paymentMethodId: method.id, method: method.kind },
    select: { id: true },
  });
  return presentment;
}

/** The months whose charges a plan covers: a try of an installment is a try for each. */
async function monthsOf(tx: Transaction, planId: string): Promise<string[]> {
  const covered = await tx.paymentPlanCharge.findMany({ where: { planId }, include: { charge: true } });
  return [...new Set(covered.map(({ charge }) => `${charge.leaseId}/${charge.period}`))];
}

async function insert(
  tx: Transaction,
  wanted: NewPresentment,
  payment: { id: string; leaseId: string | null; planId: string | null; amountCents: number; feeCents: bigint },
  methodKind: MethodKind,
  obligation: string,
) {
  const sharing = payment.planId === null ? [] : await monthsOf(tx, payment.planId);
  const others = await triesFor(tx, { leaseId: payment.leaseId, obligation, sharing });
  if (others.some((other) => ['created', 'submitted', 'unknown', 'processing'].includes(other.status))) {
    throw new TenureError('conflict', 'Another attempt to collect this is still open.');
  }
  const cap = PRESENTMENT_CAPS[methodKind];
  const counted = others.filter((other) => other.methodKind === methodKind && other.status !== 'abandoned');
  if (counted.length >= cap.most) {
    throw new TenureError('presentment_cap', `${cap.rule}.`, {
      rule: { name: 'presentment_cap', text: cap.rule, source: methodKind === 'card' ? 'Card networks' : 'Nacha' },
    });
  }
  return tx.presentment.create({
    data: {
      id: newId('presentment'),
      organizationId: wanted.organizationId,
      paymentId: payment.id,
      leaseId: payment.leaseId,
      obligation,
      paymentMethodId: wanted.paymentMethodId,
      methodKind,
      // What the bank is asked for: the card fee that the payer bears goes with it.
      amountCents: BigInt(payment.amountCents) + payment.feeCents,
      presentedAt: wanted.now,
    },
    include: { paymentMethod: true },
  });
}
