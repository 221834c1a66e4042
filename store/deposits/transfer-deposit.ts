import { TenureError } from '../../domain/errors';
import { type Allocated, depositTransferReceived, depositTransferred } from '../../domain/ledger';
import { type Cents, cents, formatMoney, minCents, subtractCents, sumCents } from '../../domain/money';
import { openCharges } from '../charges/open-charges';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease, type LoadedLease, loadLease } from '../leases/lock-lease';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { lockPayment } from '../payments/lock-payment';
import { tellMoneyChanged } from '../payments/tell-money-changed';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { creditLastInterest } from './credit-interest';
import {
  afterChange,
  assertEnded,
  assertFree,
  type DepositStep,
  type LockedDeposit,
  lockDeposit,
} from './lock-deposit';
import { secureDeposit } from './secure-deposit';

export type Transfer = DepositStep & {
  toLeaseId: string;
  /** As much as the new lease's deposit needs and this one has, where absent. */
  amountCents?: Cents | undefined;
};

const STANDS = new Set(['signed', 'scheduled', 'active']);

/**
 * Moves a deposit, whole or in part, to the next lease of one of the same tenants, where it pays the deposit that is
 * billed there. It never leaves the trust account. @returns the movement's id
 * @throws TenureError not_found; illegal_transition; not_possible above what is there or what the new lease bills
 */
export async function transferDeposit(tx: Transaction, wanted: Transfer): Promise<string> {
  const { organizationId, leaseId, toLeaseId } = wanted;
  if (toLeaseId === leaseId) throw refused('A deposit moves to another lease.');
  // In the order of the ids: two transfers that cross wait for each other.
  await tx.$queryRaw`select id from leases where id in (${leaseId}, ${toLeaseId}) order by id for update`;
  const deposit = await lockDeposit(tx, wanted);
  assertEnded(deposit);
  const next = await loadLease(tx, toLeaseId);
  if (!STANDS.has(next.status)) throw refused('The next lease must be signed and not over.');
  const tenantId = next.tenants.find((one) =>
    deposit.lease.tenants.some((own) => own.tenantId === one.tenantId),
  )?.tenantId;
  if (tenantId === undefined) throw refused('None of its tenants is on the next lease.');
  const billed = (await openCharges(overPrisma(tx), organizationId, toLeaseId)).filter(
    ({ kind }) => kind === 'deposit',
  );
  const needed = sumCents(billed.map(({ openCents }) => openCents));
  const amountCents = wanted.amountCents ?? minCents(needed, deposit.freeCents);
  if (amountCents > needed || needed === 0) {
    throw refused(`At most ${formatMoney(needed)} of the next lease’s deposit is left to be paid.`);
  }
  assertFree(deposit, amountCents);
  const allocations: Allocated[] = [];
  let left = amountCents;
  for (const charge of billed) {
    const part = minCents(left, charge.openCents);
    if (part > 0) allocations.push({ chargeId: charge.chargeId, kind: 'deposit', amountCents: part });
    left = subtractCents(left, part);
  }
  return book(tx, deposit, { ...wanted, amountCents, tenantId, next, allocations });
}

type Booked = Transfer & {
  amountCents: Cents;
  tenantId: string;
  next: LoadedLease;
  allocations: readonly Allocated[];
};

async function book(tx: Transaction, deposit: LockedDeposit, transfer: Booked): Promise<string> {
  const { organizationId, leaseId, toLeaseId, amountCents, allocations, next, actor, now } = transfer;
  const on = deposit.today;
  const id = newId('depositMovement');
  const paymentId = await receive(tx, deposit, transfer);
  await tx.depositMovement.create({
    data: {
      id,
      organizationId,
      depositId: deposit.id,
      leaseId,
      kind: 'transfer',
      amountCents: BigInt(amountCents),
      effectiveOn: toSqlDate(on),
      toLeaseId,
      paymentId,
      createdBy: actor,
      createdAt: now,
    },
    select: { id: true },
  });
  const received = depositTransferReceived({ leaseId: toLeaseId, paymentId, amountCents, allocations });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `deposit/${id}/transferred`,
      entry: depositTransferred(leaseId, amountCents),
      description: 'Deposit moved to the next lease',
      effectiveOn: on,
      leaseId,
      subjectId: id,
    },
    {
      idempotencyKey: `deposit/${id}/received`,
      entry: received,
      description: 'Deposit of the lease before',
      effectiveOn: on,
      leaseId: toLeaseId,
      subjectId: paymentId,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.transferred',
    subjectId: leaseId,
    alsoAbout: [deposit.id, toLeaseId, ...aboutLease(deposit.lease), next.unitId],
    payload: { amount_cents: amountCents, to_lease_id: toLeaseId },
    actor,
  });
  await secureDeposit(tx, { organizationId, leaseId: toLeaseId, on });
  await tellMoneyChanged(tx, await lockPayment(tx, paymentId));
  await creditLastInterest(tx, transfer);
  await afterChange(tx, deposit, actor, now);
  return id;
}

/** The money as the next lease sees it: a payment of its deposit. @returns its id */
async function receive(tx: Transaction, { today }: LockedDeposit, transfer: Booked): Promise<string> {
  const { organizationId, toLeaseId, tenantId, amountCents, allocations, actor, now } = transfer;
  const id = newId('payment');
  await tx.payment.create({
    data: {
      id,
      organizationId,
      leaseId: toLeaseId,
      tenantId,
      kind: 'deposit',
      method: 'deposit',
      amountCents: BigInt(amountCents),
      status: 'succeeded',
      effectiveOn: toSqlDate(today),
      note: 'From the deposit of the lease before',
      recordedBy: actor,
      settledAt: now,
    },
    select: { id: true },
  });
  await tx.allocation.createMany({
    data: allocations.map((part) => ({
      id: newId('allocation'),
      organizationId,
      paymentId: id,
      chargeId: part.chargeId,
      amountCents: BigInt(cents(part.amountCents)),
    })),
  });
  return id;
}

function refused(reason: string): TenureError {
  return new TenureError('not_possible', reason, { params: [{ name: 'to_lease_id', reason }] });
}
