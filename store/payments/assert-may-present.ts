import { TenureError } from '../../domain/errors';
import { type MethodKind, nextPresentment, type PastPresentment, PRESENTMENT_CAPS } from '../../domain/presentments';
import type { PresentmentStatus } from '../../domain/states';
import { openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { isUsedUp, triesFor, triesOf } from '../presentments/tries-for';
import { overPrisma } from '../sql-runner';
import { obligationOf } from './obligations';

export type Presenting = {
  organizationId: string;
  leaseId: string;
  paymentMethodId: string;
  now: Date;
};

/**
 * Refuses, before a payment is even recorded, what the database would refuse when it is presented: more tries than the
 * networks allow for a month that is still open, another try while one is under way or unknown, and a method that only
 * its owner can cure. Every month that the payment would cover counts, so that a newer month is no way round an older
 * one's cap. Takes the lease's lock.
 * @throws TenureError presentment_cap, conflict, not_possible
 */
export async function assertMayPresent(tx: Transaction, wanted: Presenting): Promise<void> {
  const { organizationId, leaseId, paymentMethodId, now } = wanted;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const method = await tx.paymentMethod.findUnique({ where: { id: paymentMethodId } });
  const lease = await tx.lease.findUnique({ where: { id: leaseId }, select: { timeZone: true } });
  // What is not there is refused by whoever records the payment.
  if (method === null || lease === null) return;
  const kind = method.kind as MethodKind;
  const open = await openCharges(overPrisma(tx), organizationId, leaseId);
  const obligations = [...new Set(open.map((charge) => obligationOf(leaseId, charge.period)))];
  const tries = await triesFor(tx, { leaseId, obligations });
  for (const obligation of obligations) {
    const rows = triesOf(tries, obligation);
    const verdict = nextPresentment(
      rows.map(pastOf),
      { kind, paymentMethodId },
      { nowMs: now.getTime(), zone: lease.timeZone, byPerson: true },
    );
    if (verdict.kind === 'in_flight' || verdict.kind === 'unknown') throw underWay(verdict.kind);
    if (verdict.kind === 'needs_person') {
      throw new TenureError('not_possible', `This way to pay cannot be tried again: ${verdict.meaning}.`);
    }
    if (verdict.kind === 'capped' || isUsedUp(tries, obligation, kind)) throw capped(kind);
  }
}

/**
 * Refuses a payment on a page of the vendor while nobody knows whether the last debit for the same months moved money:
 * the payer might pay twice. @throws TenureError conflict
 */
export async function assertNothingUnknown(
  tx: Transaction,
  { leaseId, periods }: { leaseId: string; periods: readonly string[] },
): Promise<void> {
  const unknown = await tx.presentment.count({
    where: {
      leaseId,
      obligations: { hasSome: periods.map((period) => obligationOf(leaseId, period)) },
      status: { in: ['created', 'submitted', 'unknown'] },
    },
  });
  if (unknown > 0) throw underWay('unknown');
}

/**
 * Refuses a bank debit on a page of the vendor for months that have had as many as the network allows: another page is no
 * way round the cap, another way to pay is. @throws TenureError presentment_cap
 */
export async function assertTriesLeft(
  tx: Transaction,
  { leaseId, periods }: { leaseId: string; periods: readonly string[] },
): Promise<void> {
  const obligations = periods.map((period) => obligationOf(leaseId, period));
  const tries = await triesFor(tx, { leaseId, obligations });
  if (obligations.some((each) => isUsedUp(tries, each, 'us_bank_account'))) throw capped('us_bank_account');
}

function underWay(kind: 'in_flight' | 'unknown'): TenureError {
  return new TenureError(
    'conflict',
    kind === 'in_flight'
      ? 'Another payment of this is under way with the bank.'
      : 'A payment of this is being checked with the bank: nobody knows yet whether it went through. Try again in some minutes.',
  );
}

function capped(kind: MethodKind): TenureError {
  const { rule } = PRESENTMENT_CAPS[kind];
  return new TenureError('presentment_cap', `${rule}.`, {
    rule: { name: 'presentment_cap', text: rule, source: kind === 'card' ? 'Card networks' : 'Nacha' },
  });
}

function pastOf(row: {
  presentedAt: Date;
  resolvedAt: Date | null;
  methodKind: string;
  paymentMethodId: string;
  status: string;
  failureCode: string | null;
  declineCode: string | null;
}): PastPresentment {
  return {
    presentedAtMs: row.presentedAt.getTime(),
    resolvedAtMs: row.resolvedAt?.getTime(),
    methodKind: row.methodKind as MethodKind,
    paymentMethodId: row.paymentMethodId,
    status: row.status as PresentmentStatus,
    failureCode: row.failureCode,
    declineCode: row.declineCode,
  };
}
