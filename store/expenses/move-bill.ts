import { notFound, TenureError } from '../../domain/errors';
import { billApproved, billPaid, billVoided, type LedgerEntry } from '../../domain/ledger';
import { BILL_CATEGORIES, isBillCategory } from '../../domain/owners/bill-categories';
import { assertMayBecome, type StateOf, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { postEntries } from '../ledger/post-entries';
import { fromSqlDate, fromSqlDateOrNull, toSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';

type Ref = { billId: string; actor: string };

/** Approves a bill as of a day: from then on it is owed, and owners bear it. Repeating changes nothing. @throws TenureError */
export async function approveBill(tx: Transaction, { billId, actor, on }: Ref & { on: string }): Promise<void> {
  const bill = await lockBill(tx, billId);
  if (bill.status === 'approved' || bill.status === 'paid') return;
  assertMayBecome('bill', bill.status, 'approved');
  assertNotBefore(on, fromSqlDate(bill.billedOn), 'approved_on', 'the day of the bill');
  await post(tx, bill, 'approved', on, billApproved(bill.amountCents, bill.account));
  await tx.bill.update({
    where: { id: billId },
    data: { status: 'approved', approvedOn: toSqlDate(on), approvedBy: actor },
    select: { id: true },
  });
  await tell(tx, bill, 'bill.approved', actor);
}

/** Writes down that a bill was paid. Repeating changes nothing. @throws TenureError */
export async function payBill(
  tx: Transaction,
  { billId, actor, on, how }: Ref & { on: string; how: string | null },
): Promise<void> {
  const bill = await lockBill(tx, billId);
  if (bill.status === 'paid') return;
  assertMayBecome('bill', bill.status, 'paid');
  assertNotBefore(on, fromSqlDateOrNull(bill.approvedOn) ?? on, 'paid_on', 'the day of its approval');
  await post(tx, bill, 'paid', on, billPaid(bill.amountCents));
  await tx.bill.update({
    where: { id: billId },
    data: { status: 'paid', paidOn: toSqlDate(on), paidBy: actor, paidHow: how },
    select: { id: true },
  });
  await tell(tx, bill, 'bill.paid', actor);
}

/** Takes a bill that nobody owes out of the books; owners who bore it get it back with the next statement. @throws TenureError */
export async function voidBill(
  tx: Transaction,
  { billId, actor, on, reason }: Ref & { on: string; reason: string },
): Promise<void> {
  const bill = await lockBill(tx, billId);
  if (bill.status === 'voided') return;
  assertMayBecome('bill', bill.status, 'voided');
  if (bill.status === 'approved') await post(tx, bill, 'voided', on, billVoided(bill.amountCents, bill.account));
  await tx.bill.update({
    where: { id: billId },
    data: { status: 'voided', voidedOn: toSqlDate(on), voidReason: reason },
    select: { id: true },
  });
  await tell(tx, bill, 'bill.voided', actor, reason);
}

type LockedBill = Awaited<ReturnType<typeof lockBill>>;

async function lockBill(tx: Transaction, billId: string) {
  await tx.$queryRaw`select id from bills where id = ${billId} for update`;
  const bill = await tx.bill.findUnique({ where: { id: billId } });
  if (bill === null) throw notFound('bill');
  const status: StateOf<'bill'> | undefined = statesOf('bill').find((known) => known === bill.status);
  if (status === undefined || !isBillCategory(bill.category)) {
    throw new TenureError('internal', 'The bill has a state or a category nobody knows.');
  }
  return {
    ...bill,
    status,
    amountCents: fromSqlCents(bill.amountCents),
    account: BILL_CATEGORIES[bill.category].account,
  };
}

async function post(tx: Transaction, bill: LockedBill, step: string, on: string, entry: LedgerEntry): Promise<void> {
  const idempotencyKey = `bill/${bill.id}/${step}`;
  const description = `${bill.payee}: ${bill.description}`;
  await postEntries(overPrisma(tx), bill.organizationId, [
    { idempotencyKey, entry, description, effectiveOn: on, subjectId: bill.id },
  ]);
}

function assertNotBefore(on: string, earliest: string, name: string, what: string): void {
  if (on >= earliest) return;
  throw new TenureError('invalid_request', `The day cannot lie before ${what}.`, {
    params: [{ name, reason: `must not be before ${earliest}` }],
  });
}

async function tell(
  tx: Transaction,
  bill: LockedBill,
  type: 'bill.approved' | 'bill.paid' | 'bill.voided',
  actor: string,
  reason?: string,
): Promise<void> {
  await appendEvent(tx, {
    organizationId: bill.organizationId,
    type,
    subjectId: bill.id,
    alsoAbout: [bill.propertyId, bill.unitId, bill.vendorId, bill.workOrderId],
    payload: { amount_cents: bill.amountCents, payee: bill.payee, reason },
    actor,
  });
}
