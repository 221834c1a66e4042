import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { ownerPayoutFailed, ownerPayoutPaid, ownerPayoutReturned } from '../../domain/ledger';
import { assertMayBecome, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { type NewEntry, postEntries } from '../ledger/post-entries';
import { enqueueMessage } from '../messages/enqueue-message';
import { readOrganization } from '../organizations/read-organization';
import { toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { METHOD_WORDS, type PayoutMethod } from './create-payout';

export type LockedPayout = Awaited<ReturnType<typeof lockPayout>>;

/** Takes a payout's row for this transaction. @throws TenureError not_found */
export async function lockPayout(tx: Transaction, payoutId: string) {
  await tx.$queryRaw`select id from owner_payouts where id = ${payoutId} for update`;
  const payout = await tx.ownerPayout.findUnique({ where: { id: payoutId }, include: { owner: true } });
  if (payout === null) throw notFound('payout');
  const status = statesOf('owner_payout').find((known) => known === payout.status);
  if (status === undefined) throw new TenureError('internal', 'The payout has a state nobody knows.');
  const method: PayoutMethod = payout.method === 'stripe' || payout.method === 'ach' ? payout.method : 'check';
  return { ...payout, status, method, amountCents: fromSqlCents(payout.amountCents) };
}

type At = { payoutId: string; now: Date; actor?: string };

/** Marks that it is being sent, or that nobody knows whether it was. */
export async function markPayout(tx: Transaction, payoutId: string, to: 'sending' | 'unknown'): Promise<void> {
  const payout = await lockPayout(tx, payoutId);
  if (payout.status === to) return;
  assertMayBecome('owner_payout', payout.status, to);
  await tx.ownerPayout.update({ where: { id: payoutId }, data: { status: to }, select: { id: true } });
}

/** The owner has it. Repeating changes nothing. @throws TenureError illegal_transition */
export async function completePayout(
  tx: Transaction,
  { payoutId, now, actor, reference }: At & { reference?: string | null },
): Promise<void> {
  const payout = await lockPayout(tx, payoutId);
  if (payout.status === 'paid') return;
  assertMayBecome('owner_payout', payout.status, 'paid');
  const today = await todayOf(tx, payout, now);
  await post(tx, payout, 'paid', today, ownerPayoutPaid(payout.ownerId, payout.amountCents, whereItLies(payout)));
  await tx.ownerPayout.update({
    where: { id: payoutId },
    data: { status: 'paid', settledAt: now, paidOn: toSqlDate(today), ...(reference ? { reference } : {}) },
    select: { id: true },
  });
  await tell(tx, payout, 'owner_payout.paid', { how: METHOD_WORDS[payout.method] }, actor);
  const organization = await readOrganization(tx, payout.organizationId);
  await enqueueMessage(tx, {
    organizationId: payout.organizationId,
    kind: 'owner_payout_sent',
    to: payout.owner,
    variables: {
      org: organization.name,
      name: payout.owner.name,
      amountCents: payout.amountCents,
      method: METHOD_WORDS[payout.method],
    },
    subjectId: payoutId,
    dedupeKey: `owner-payout/${payoutId}/sent`,
  });
}

export type PayoutFailure = { code: string; message: string };

/** It never reached the owner: it is owed again, and the landlord is told. Repeating changes nothing. @throws TenureError */
export async function failPayout(
  tx: Transaction,
  { payoutId, now, actor, code, message }: At & PayoutFailure,
): Promise<void> {
  const payout = await lockPayout(tx, payoutId);
  if (payout.status === 'failed') return;
  assertMayBecome('owner_payout', payout.status, 'failed');
  const today = await todayOf(tx, payout, now);
  await post(tx, payout, 'failed', today, ownerPayoutFailed(payout.ownerId, payout.amountCents));
  await end(tx, payout, 'failed', now, { code, message });
  await tell(tx, payout, 'owner_payout.failed', { reason: message }, actor);
}

/** It came back after it had arrived: a bounced check, a refused transfer. Repeating changes nothing. @throws TenureError */
export async function returnPayout(
  tx: Transaction,
  { payoutId, now, actor, code, message }: At & PayoutFailure,
): Promise<void> {
  const payout = await lockPayout(tx, payoutId);
  if (payout.status === 'returned') return;
  assertMayBecome('owner_payout', payout.status, 'returned');
  const today = await todayOf(tx, payout, now);
  await post(
    tx,
    payout,
    'returned',
    today,
    ownerPayoutReturned(payout.ownerId, payout.amountCents, whereItLies(payout)),
  );
  await end(tx, payout, 'returned', now, { code, message });
  await tell(tx, payout, 'owner_payout.returned', { reason: message }, actor);
}

async function end(
  tx: Transaction,
  { id }: LockedPayout,
  status: 'failed' | 'returned',
  settledAt: Date,
  { code, message }: PayoutFailure,
): Promise<void> {
  await tx.ownerPayout.update({
    where: { id },
    data: { status, settledAt, failureCode: code, failureMessage: message },
    select: { id: true },
  });
}

function whereItLies({ method }: LockedPayout): 'undeposited_funds' | 'bank' {
  return method === 'stripe' ? 'undeposited_funds' : 'bank';
}

async function todayOf(tx: Transaction, { organizationId }: LockedPayout, now: Date): Promise<string> {
  const { timeZone } = await readOrganization(tx, organizationId);
  return localDateAt(now.getTime(), timeZone);
}

async function post(
  tx: Transaction,
  payout: LockedPayout,
  step: string,
  on: string,
  entry: NewEntry['entry'],
): Promise<void> {
  const idempotencyKey = `owner-payout/${payout.id}/${step}`;
  const description = `Payout to an owner ${step}`;
  await postEntries(overPrisma(tx), payout.organizationId, [
    { idempotencyKey, entry, description, effectiveOn: on, subjectId: payout.id },
  ]);
}

async function tell(
  tx: Transaction,
  payout: LockedPayout,
  type: 'owner_payout.paid' | 'owner_payout.failed' | 'owner_payout.returned',
  payload: Record<string, unknown>,
  actor = 'system',
): Promise<void> {
  await appendEvent(tx, {
    organizationId: payout.organizationId,
    type,
    subjectId: payout.id,
    alsoAbout: [payout.ownerId],
    payload: { amount_cents: payout.amountCents, ...payload },
    actor,
  });
}
