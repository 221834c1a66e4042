import { TenureError } from '../../domain/errors';
import { type MethodKind, PRESENTMENT_CAPS } from '../../domain/presentments';
import type { Transaction } from '../database';
import { assertNotCanceled } from '../leases/assert-not-canceled';
import { newId } from '../new-id';
import { lockPayment } from '../payments/lock-payment';
import { obligationOf } from '../payments/obligations';
import { insertRow } from '../rows';
import { overPrisma } from '../sql-runner';
import { isOpenTry, isUsedUp, triesFor } from './tries-for';

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

/** Everything that a payment's presentment is a try for: its own obligation, its months, its plan's months. */
async function obligationsOf(tx: Transaction, payment: Presented, own: string): Promise<string[]> {
  const { leaseId, planId, covers } = payment;
  if (planId === null) return [...new Set([own, ...covers.map((period) => obligationOf(leaseId ?? '', period))])];
  const covered = await tx.paymentPlanCharge.findMany({ where: { planId }, include: { charge: true } });
  return [...new Set([own, ...covered.map(({ charge }) => obligationOf(charge.leaseId, charge.period))])];
}

type Presented = {
  id: string;
  leaseId: string | null;
  planId: string | null;
  covers: readonly string[];
  amountCents: number;
  feeCents: bigint;
};

async function insert(
  tx: Transaction,
  wanted: NewPresentment,
  payment: Presented,
  methodKind: MethodKind,
  obligation: string,
) {
  const obligations = await obligationsOf(tx, payment, obligation);
  const tries = await triesFor(tx, { leaseId: payment.leaseId, obligations });
  if (tries.some((other) => isOpenTry(other))) {
    throw new TenureError('conflict', 'Another attempt to collect this is still open.');
  }
  const cap = PRESENTMENT_CAPS[methodKind];
  if (obligations.some((each) => isUsedUp(tries, each, methodKind))) {
    throw new TenureError('presentment_cap', `${cap.rule}.`, {
      rule: { name: 'presentment_cap', text: cap.rule, source: methodKind === 'card' ? 'Card networks' : 'Nacha' },
    });
  }
  return tx.presentment.create({
    data: rowOf({
      ...wanted,
      ...{ leaseId: payment.leaseId, obligation, methodKind },
      ...{ amountCents: payment.amountCents, feeCents: payment.feeCents },
    }),
    include: { paymentMethod: true },
  });
}

/** What a payment's presentment asks for, and of whom. */
export type PresentmentOf = NewPresentment & {
  leaseId: string | null;
  obligation: string;
  methodKind: MethodKind;
  amountCents: number;
  /** The card fee that the payer bears goes with it. */
  feeCents: bigint;
};

/**
 * The same for a payment that this very transaction has recorded, by a caller that holds the lease's lock and has
 * counted its tries: nothing is read again. @returns the presentment's id
 */
export async function createFirstPresentment(tx: Transaction, wanted: PresentmentOf): Promise<string> {
  const row = rowOf(wanted);
  await insertRow(overPrisma(tx), 'presentments', row);
  return row.id;
}

function rowOf(wanted: PresentmentOf) {
  const { organizationId, paymentId, leaseId, obligation, paymentMethodId, methodKind } = wanted;
  return {
    id: newId('presentment'),
    ...{ organizationId, paymentId, leaseId, obligation, paymentMethodId, methodKind },
    amountCents: BigInt(wanted.amountCents) + wanted.feeCents,
    presentedAt: wanted.now,
  };
}
