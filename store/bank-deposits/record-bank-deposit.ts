import { laterOf, localDateAt, type PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import { type Banked, bankDeposited, bankDepositVoided } from '../../domain/ledger';
import { sumCents } from '../../domain/money';
import { assertMayBecome, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { postEntries } from '../ledger/post-entries';
import { newId } from '../new-id';
import { readOrganization } from '../organizations/read-organization';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { undepositedAmong } from './list-undeposited';

export type WantedBankDeposit = {
  organizationId: string;
  paymentIds: readonly string[];
  depositedOn: PlainDateString;
  /** What the bank's slip or statement says. */
  reference: string;
  actor: string;
  now: Date;
};

/**
 * Cash, checks and money orders were taken to the bank together: from now on their money is in the bank, as of the day
 * on the slip. @returns the deposit's id
 * @throws TenureError not_found; invalid_request for a day to come or before one of the payments; not_possible for a
 * payment that is in the bank already, was taken back, or never was in the drawer
 */
export async function recordBankDeposit(tx: Transaction, wanted: WantedBankDeposit): Promise<string> {
  const { organizationId, depositedOn, reference, actor, now } = wanted;
  const paymentIds = [...new Set(wanted.paymentIds)];
  await lockPayments(tx, paymentIds);
  const lying = await undepositedAmong(overPrisma(tx), { organizationId, paymentIds });
  await assertAllLie(tx, paymentIds, new Set(lying.map(({ paymentId }) => paymentId)));
  const { timeZone } = await readOrganization(tx, organizationId);
  const newest = lying.map(({ effectiveOn }) => effectiveOn).reduce(laterOf);
  // Where a home lies east of the office, its today may have come first.
  if (depositedOn > laterOf(newest, localDateAt(now.getTime(), timeZone))) throw wrongDay('must not be after today');
  if (depositedOn < newest) throw wrongDay(`must not be before ${newest}, when one of the payments came`);
  const id = newId('bankDeposit');
  const amountCents = sumCents(lying.map((payment) => payment.amountCents));
  await tx.bankDeposit.create({
    data: {
      id,
      organizationId,
      depositedOn: toSqlDate(depositedOn),
      reference,
      amountCents: BigInt(amountCents),
      createdBy: actor,
      createdAt: now,
    },
    select: { id: true },
  });
  await tx.bankDepositItem.createMany({
    data: lying.map((payment) => ({
      organizationId,
      bankDepositId: id,
      paymentId: payment.paymentId,
      amountCents: BigInt(payment.amountCents),
    })),
  });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `bank-deposit/${id}/made`,
      entry: bankDeposited(lying),
      description: `Taken to the bank: ${reference}`,
      effectiveOn: depositedOn,
      subjectId: id,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'bank_deposit.recorded',
    subjectId: id,
    alsoAbout: paymentIds.slice(0, MOST_NAMED),
    payload: { amount_cents: amountCents, deposited_on: depositedOn, reference, payments: lying.length },
    actor,
  });
  return id;
}

/** An event names so many payments at most. */
const MOST_NAMED = 50;

/**
 * A bank deposit was written down by mistake: its payments are not in the bank and can be deposited again. Repeating
 * changes nothing. @throws TenureError not_found; not_possible once the bank has sent one of its checks back
 */
export async function voidBankDeposit(
  tx: Transaction,
  wanted: { organizationId: string; bankDepositId: string; reason: string; actor: string; now: Date },
): Promise<void> {
  const { organizationId, bankDepositId, reason, actor, now } = wanted;
  const known = await tx.bankDepositItem.findMany({ where: { bankDepositId }, select: { paymentId: true } });
  await lockPayments(
    tx,
    known.map(({ paymentId }) => paymentId),
  );
  await tx.$queryRaw`select id from bank_deposits where id = ${bankDepositId} for update`;
  const deposit = await tx.bankDeposit.findUnique({
    where: { id: bankDepositId },
    include: {
      items: { include: { payment: { select: { leaseId: true, status: true, method: true, amountCents: true } } } },
    },
  });
  if (deposit === null) throw notFound('bank deposit');
  if (deposit.status === 'voided') return;
  assertMayBecome('bank_deposit', statusOf(deposit.status), 'voided');
  if (deposit.items.some(({ payment }) => payment.status === 'reversed')) {
    throw new TenureError('not_possible', 'A check of this deposit came back from the bank: it was there.');
  }
  const handedBack = await tx.refund.findMany({
    where: { paymentId: { in: known.map(({ paymentId }) => paymentId) }, method: 'cash', status: { not: 'failed' } },
    select: { paymentId: true, amountCents: true },
  });
  for (const { paymentId, payment, amountCents } of deposit.items) {
    const back = handedBack.filter((refund) => refund.paymentId === paymentId);
    const backCents = back.reduce((sum, refund) => sum + refund.amountCents, 0n);
    // What was handed back before was not deposited; what was handed back since came out of the bank.
    if (payment.method === 'cash' && amountCents + backCents > payment.amountCents) {
      throw new TenureError(
        'not_possible',
        'Cash of this deposit was handed back out of the bank since: it was there.',
      );
    }
  }
  const parts = deposit.items.map(({ paymentId, amountCents, payment }): Banked => {
    if (payment.leaseId === null) throw new TenureError('internal', 'A bank deposit has a payment without a lease.');
    return { paymentId, leaseId: payment.leaseId, amountCents: fromSqlCents(amountCents) };
  });
  await tx.bankDeposit.update({
    where: { id: bankDepositId },
    data: { status: 'voided', voidedAt: now, voidReason: reason },
    select: { id: true },
  });
  await tx.bankDepositItem.updateMany({ where: { bankDepositId }, data: { releasedAt: now } });
  const made = await tx.journalEntry.findUniqueOrThrow({
    where: {
      organizationId_idempotencyKey: { organizationId, idempotencyKey: `bank-deposit/${bankDepositId}/made` },
    },
    select: { id: true },
  });
  await postEntries(overPrisma(tx), organizationId, [
    {
      idempotencyKey: `bank-deposit/${bankDepositId}/voided`,
      entry: bankDepositVoided(parts),
      description: `Not taken to the bank after all: ${reason}`,
      effectiveOn: fromSqlDate(deposit.depositedOn),
      subjectId: bankDepositId,
      reversesId: made.id,
    },
  ]);
  await appendEvent(tx, {
    organizationId,
    type: 'bank_deposit.voided',
    subjectId: bankDepositId,
    alsoAbout: parts.map(({ paymentId }) => paymentId).slice(0, MOST_NAMED),
    payload: { amount_cents: fromSqlCents(deposit.amountCents), reason },
    actor,
  });
}

/** The leases first, in one order, as everything that moves a lease's money. */
async function lockPayments(tx: Transaction, paymentIds: readonly string[]): Promise<void> {
  const ids = [...paymentIds];
  await tx.$queryRaw`select l.id from leases l where l.id in (select lease_id from payments where id = any(${ids})) order by l.id for update`;
  await tx.$queryRaw`select id from payments where id = any(${ids}) order by id for update`;
}

async function assertAllLie(tx: Transaction, ids: readonly string[], lying: ReadonlySet<string>): Promise<void> {
  const missing = ids.filter((id) => !lying.has(id));
  if (missing.length === 0) return;
  if ((await tx.payment.count({ where: { id: { in: missing } } })) < missing.length) throw notFound('payment');
  throw new TenureError('not_possible', 'Only cash, checks and money orders that are not in the bank can go there.', {
    params: missing.slice(0, 10).map((id) => ({ name: 'payment_ids', reason: `${id} does not lie in the drawer` })),
  });
}

function wrongDay(reason: string): TenureError {
  return new TenureError('invalid_request', 'The money cannot have been deposited on this day.', {
    params: [{ name: 'deposited_on', reason }],
  });
}

/** A stored state of a bank deposit. @throws TenureError internal for one that nobody knows */
export function statusOf(text: string) {
  const status = statesOf('bank_deposit').find((known) => known === text);
  if (status === undefined) throw new TenureError('internal', 'The bank deposit has a state nobody knows.');
  return status;
}
