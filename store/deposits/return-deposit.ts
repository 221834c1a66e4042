import type { PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { depositReturned } from '../../domain/ledger';
import { type Cents, cents, formatMoney, minCents, splitByShares, subtractCents } from '../../domain/money';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease } from '../leases/lock-lease';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { toSqlDate } from '../plain-dates';
import { requestRefund } from '../refunds/request-refund';
import { overPrisma } from '../sql-runner';
import { creditInterest, creditLastInterest } from './credit-interest';
import {
  afterChange,
  assertDay,
  assertEnded,
  assertFree,
  type DepositStep,
  type LockedDeposit,
  lockDeposit,
} from './lock-deposit';

/** `original`: to the cards and accounts that it came from; anything else the landlord hands over and records. */
export const RETURN_METHODS = ['check', 'ach', 'cash', 'original'] as const;
export type ReturnMethod = (typeof RETURN_METHODS)[number];

export type WantedReturn = DepositStep & {
  /** All that is there, with the interest due, where absent. */
  amountCents?: Cents | undefined;
  method: ReturnMethod;
  /** To one of the tenants, or to each by their share; the first tenant where absent. */
  to?: { kind: 'tenant'; tenantId: string } | { kind: 'shares' } | undefined;
  reference?: string | undefined;
  address?: string | undefined;
  on?: PlainDateString | undefined;
};

type Part = { tenantId: string | null; amountCents: Cents; refundId?: string };

/**
 * Returns a deposit, whole or in part, to one tenant or to all by their shares. What goes back by card or bank debit is
 * a refund of the payments that it came by. @returns the movements' ids
 * @throws TenureError not_found; illegal_transition before the lease's end; not_possible above what is there
 */
export async function returnDeposit(tx: Transaction, wanted: WantedReturn): Promise<string[]> {
  const before = await lockDeposit(tx, wanted);
  const movedOutOn = assertEnded(before);
  const on = wanted.on ?? before.today;
  assertDay(before, on, movedOutOn);
  if (wanted.amountCents === undefined) await creditInterest(tx, { ...wanted, through: on });
  const deposit = await lockDeposit(tx, wanted);
  const amountCents = wanted.amountCents ?? deposit.freeCents;
  assertFree(deposit, amountCents);
  const parts =
    wanted.method === 'original' ? await giveBack(tx, wanted, amountCents) : partsOf(deposit, wanted, amountCents);
  const ids: string[] = [];
  for (const part of parts) ids.push(await record(tx, deposit, wanted, part, on));
  await creditLastInterest(tx, wanted);
  await afterChange(tx, deposit, wanted.actor, wanted.now);
  return ids;
}

function partsOf({ lease }: LockedDeposit, { to }: WantedReturn, amountCents: Cents): Part[] {
  if (to?.kind === 'tenant') {
    if (!lease.tenants.some(({ tenantId }) => tenantId === to.tenantId)) throw notFound('tenant on this lease');
    return [{ tenantId: to.tenantId, amountCents }];
  }
  if (to === undefined) return [{ tenantId: lease.tenants[0]?.tenantId ?? null, amountCents }];
  if (lease.tenants.length === 0) throw notFound('tenant on this lease');
  const agreed = lease.tenants.map(({ shareBps, shareCents }) => shareBps ?? Number(shareCents ?? 0));
  const shares = agreed.every((share) => share > 0) ? agreed : lease.tenants.map(() => 1);
  return splitByShares(amountCents, shares)
    .map((part, index) => ({ tenantId: lease.tenants[index]?.tenantId ?? null, amountCents: part }))
    .filter((part) => part.amountCents > 0);
}

/** Asks for refunds of the payments that the deposit came by, the newest first. */
async function giveBack(
  tx: Transaction,
  { organizationId, leaseId, actor, now }: WantedReturn,
  amountCents: Cents,
): Promise<Part[]> {
  const paid = await tx.allocation.findMany({
    where: {
      voidedAt: null,
      charge: { leaseId, kind: 'deposit' },
      payment: { leaseId, status: 'succeeded', method: { in: ['card', 'us_bank_account'] } },
    },
    include: { payment: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  const most = cents(paid.reduce((sum, part) => sum + Number(part.amountCents), 0));
  if (amountCents > most) {
    const text = `At most ${formatMoney(most)} came by card or bank debit and can go back that way.`;
    throw new TenureError('not_possible', text, { params: [{ name: 'method', reason: 'must be check, ach or cash' }] });
  }
  const parts: Part[] = [];
  let left = amountCents;
  for (const paymentId of new Set(paid.map((part) => part.paymentId))) {
    const own = paid.filter((part) => part.paymentId === paymentId);
    const part = minCents(left, cents(own.reduce((sum, one) => sum + Number(one.amountCents), 0)));
    if (part === 0) break;
    const refundId = await requestRefund(tx, {
      organizationId,
      paymentId,
      amountCents: part,
      method: 'original',
      reason: 'Return of the deposit',
      voidCharges: true,
      onlyCharges: own.map(({ chargeId }) => chargeId),
      actor,
      now,
    });
    parts.push({ tenantId: own[0]?.payment.tenantId ?? null, amountCents: part, refundId });
    left = subtractCents(left, part);
  }
  return parts;
}

async function record(
  tx: Transaction,
  deposit: LockedDeposit,
  wanted: WantedReturn,
  part: Part,
  on: PlainDateString,
): Promise<string> {
  const { organizationId, leaseId, method, reference, actor, now } = wanted;
  const id = newId('depositMovement');
  await tx.depositMovement.create({
    data: {
      id,
      organizationId,
      depositId: deposit.id,
      leaseId,
      kind: 'return',
      amountCents: BigInt(part.amountCents),
      effectiveOn: toSqlDate(on),
      tenantId: part.tenantId,
      method,
      reference: reference ?? null,
      address: wanted.address ?? deposit.forwardingAddress,
      refundId: part.refundId ?? null,
      createdBy: actor,
      createdAt: now,
    },
    select: { id: true },
  });
  if (part.refundId === undefined) {
    await postEntries(overPrisma(tx), organizationId, [
      {
        idempotencyKey: `deposit/${id}/returned`,
        entry: depositReturned(leaseId, part.amountCents, 'deposit_bank'),
        description: 'Deposit returned',
        effectiveOn: on,
        leaseId,
        subjectId: id,
      },
    ]);
  }
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.returned',
    subjectId: leaseId,
    alsoAbout: [deposit.id, part.refundId, ...aboutLease(deposit.lease)],
    payload: { amount_cents: part.amountCents, how: HOW[method], reference },
    actor,
  });
  return id;
}

const HOW: Readonly<Record<ReturnMethod, string>> = {
  check: 'by check',
  ach: 'by bank transfer',
  cash: 'in cash',
  original: 'to the card or account it came from',
};
