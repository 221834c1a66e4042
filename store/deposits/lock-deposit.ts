import { localDateAt, type PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { type Cents, cents, formatMoney } from '../../domain/money';
import { assertMayBecome } from '../../domain/states';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { aboutLease, lockLease } from '../leases/lock-lease';
import { fromSqlDateOrNull } from '../plain-dates';
import { setClock, tellDepositChanged } from './begin-return';
import { depositStanding } from './deposit-standing';
import { depositStatus } from './deposit-status';
import { secureDeposit } from './secure-deposit';

/** What every step with a deposit says of itself. */
export type DepositStep = { organizationId: string; leaseId: string; actor: string; now: Date };

export type LockedDeposit = Awaited<ReturnType<typeof lockDeposit>>;

/**
 * Takes a lease and its deposit for this transaction. `freeCents` is what may be kept, returned or moved: what is held
 * and safe.
 * @throws TenureError not_found; not_possible where no deposit was received
 */
export async function lockDeposit(tx: Transaction, { organizationId, leaseId, now }: DepositStep) {
  const lease = await lockLease(tx, leaseId);
  const deposit = await tx.deposit.findUnique({ where: { leaseId } });
  if (deposit === null) throw new TenureError('not_possible', 'No deposit was received for this lease.');
  const standing = await depositStanding(tx, { organizationId, leaseId });
  return {
    ...deposit,
    status: depositStatus(deposit.status),
    movedOutOn: fromSqlDateOrNull(deposit.movedOutOn),
    lease,
    today: localDateAt(now.getTime(), lease.timeZone),
    ...standing,
    freeCents: cents(Math.max(0, Math.min(standing.heldCents, standing.heldCents - standing.inTransitCents))),
  };
}

/** Refuses what can only be done once the tenants are out. @throws TenureError illegal_transition */
export function assertEnded({ lease, movedOutOn }: LockedDeposit): PlainDateString {
  if ((lease.status !== 'ended' && lease.status !== 'closed') || movedOutOn === null) {
    throw new TenureError('illegal_transition', 'The lease has not ended: its deposit stays as it is until then.');
  }
  return movedOutOn;
}

/** Refuses more than is held. @throws TenureError not_possible */
export function assertFree({ freeCents, inTransitCents }: LockedDeposit, amountCents: Cents): void {
  if (amountCents > 0 && amountCents <= freeCents) return;
  const more = inTransitCents > 0 ? ` ${formatMoney(inTransitCents)} more is still on its way between banks.` : '';
  throw new TenureError('not_possible', `At most ${formatMoney(freeCents)} of this deposit is there.${more}`, {
    params: [{ name: 'amount_cents', reason: `must be at most ${freeCents}` }],
  });
}

/** Refuses a day before the tenants were out, or after today. @throws TenureError invalid_request */
export function assertDay({ today }: LockedDeposit, on: PlainDateString, from: PlainDateString): void {
  if (on >= from && on <= today) return;
  const reason = on > today ? 'must not be after today' : `must not be before ${from}`;
  throw new TenureError('invalid_request', `This cannot take effect on ${on}.`, { params: [{ name: 'on', reason }] });
}

/**
 * What follows every change: the trust account is brought in line, the deadline counted anew, and a deposit of which
 * every cent is accounted for is settled. Its workflow is told.
 */
export async function afterChange(tx: Transaction, deposit: LockedDeposit, actor: string, now: Date): Promise<void> {
  const { organizationId, leaseId, lease, today } = deposit;
  await secureDeposit(tx, { organizationId, leaseId, on: today });
  if (deposit.movedOutOn !== null) {
    await setClock(tx, { depositId: deposit.id, state: lease.state, movedOutOn: deposit.movedOutOn });
  }
  const { heldCents } = await depositStanding(tx, { organizationId, leaseId });
  if (heldCents === 0 && deposit.status === 'due') {
    assertMayBecome('deposit', deposit.status, 'settled');
    await tx.deposit.update({
      where: { id: deposit.id },
      data: { status: 'settled', settledAt: now },
      select: { id: true },
    });
    await appendEvent(tx, {
      organizationId,
      type: 'deposit.settled',
      subjectId: leaseId,
      alsoAbout: [deposit.id, ...aboutLease(lease)],
      payload: await totals(tx, deposit.id),
      actor,
    });
  }
  await tellDepositChanged(tx, deposit);
}

async function totals(tx: Transaction, depositId: string) {
  const rows = await tx.depositMovement.groupBy({
    by: ['kind'],
    where: { depositId, status: 'posted' },
    _sum: { amountCents: true },
  });
  const of = (kind: string) => Number(rows.find((row) => row.kind === kind)?._sum.amountCents ?? 0);
  const returned = of('return') - of('return_failed');
  return { returned_cents: returned, deducted_cents: of('deduction'), transferred_cents: of('transfer') };
}

/** A movement of a deposit. @throws TenureError not_found */
export async function findMovement(tx: Transaction, leaseId: string, id: string) {
  const movement = await tx.depositMovement.findFirst({ where: { id, leaseId } });
  if (movement === null) throw notFound('deduction');
  return movement;
}
