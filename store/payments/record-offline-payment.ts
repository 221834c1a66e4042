import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import type { OfflineMethod } from '../../domain/ledger';
import type { Cents } from '../../domain/money';
import { paidFrom } from '../../domain/money-days';
import { reviveWrittenOff } from '../charges/revive-written-off';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { postOffline } from './post-payment';
import { tellMoneyChanged } from './tell-money-changed';
import { tellPayer } from './tell-payer';
import { undoLateFees } from './undo-late-fees';
import { aboutPayment, lockOffline } from './void-payment';

export type OfflinePayment = {
  organizationId: string;
  leaseId: string;
  tenantId?: string;
  method: OfflineMethod;
  amountCents: Cents;
  /** The day it was really paid: not after today, not long before the lease. */
  effectiveOn: string;
  note?: string;
  /** A photo of the check, or of the receipt that was handed out. */
  receiptMediaId?: string;
  recordedBy: string;
  /** The payment recorded by mistake that this one stands for instead. */
  corrects?: string;
  now: Date;
};

/**
 * Records money that came outside of us, as of the day it was paid. What comes on a closed lease pays first what was
 * written off on it.
 * @returns the payment's id
 * @throws TenureError not_found, invalid_request for a day or photo that cannot be, not_possible while the lease accepts no payments
 */
export async function recordOfflinePayment(tx: Transaction, paid: OfflinePayment): Promise<string> {
  const { organizationId, leaseId, now } = paid;
  const lease = await lockLease(tx, paid);
  assertPossibleDay(paid, lease);
  assertTakesMoney(paid, lease);
  if (paid.receiptMediaId !== undefined && paid.corrects === undefined) await assertFreePhoto(tx, paid.receiptMediaId);
  const payment = await lockOffline(tx, await createRow(tx, paid));
  if (lease.status === 'closed') {
    const { amountCents, effectiveOn: on } = payment;
    await reviveWrittenOff(tx, { organizationId, leaseId, paymentId: payment.id, amountCents, on });
  }
  await postOffline(tx, payment, paid.method);
  await appendEvent(tx, {
    organizationId,
    type: 'payment.recorded',
    subjectId: payment.id,
    alsoAbout: aboutPayment(payment),
    payload: { amount_cents: paid.amountCents, method: paid.method, effective_on: paid.effectiveOn },
    actor: paid.recordedBy,
  });
  const on = localDateAt(now.getTime(), lease.timeZone);
  if (paid.effectiveOn < on) await undoLateFees(tx, { organizationId, leaseId, on, now });
  if (paid.corrects === undefined) await tellPayer(tx, payment, 'receipt', now);
  await tellMoneyChanged(tx, payment);
  return payment.id;
}

type LeaseToPay = { acceptingPayments: boolean; timeZone: string; status: string; startsOn: Date; createdAt: Date };

/** Takes the lease's row for this transaction. @throws TenureError not_found, also where the payer is not on it */
async function lockLease(tx: Transaction, { leaseId, tenantId: payer }: OfflinePayment): Promise<LeaseToPay> {
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    select: {
      acceptingPayments: true,
      timeZone: true,
      status: true,
      startsOn: true,
      createdAt: true,
      tenants: { select: { tenantId: true } },
    },
  });
  if (lease === null) throw notFound('lease');
  if (payer !== undefined && !lease.tenants.some(({ tenantId }) => tenantId === payer)) {
    throw notFound('tenant on this lease');
  }
  return lease;
}

function assertPossibleDay({ effectiveOn, now }: OfflinePayment, lease: LeaseToPay): void {
  if (effectiveOn > localDateAt(now.getTime(), lease.timeZone)) {
    throw new TenureError('invalid_request', 'A payment cannot take effect after today.', {
      params: [{ name: 'effective_on', reason: 'must not be after today' }],
    });
  }
  const earliest = paidFrom({
    startsOn: fromSqlDate(lease.startsOn),
    drawnUpOn: localDateAt(lease.createdAt.getTime(), lease.timeZone),
  });
  if (effectiveOn < earliest) {
    throw new TenureError('invalid_request', 'A payment cannot take effect so long before the lease.', {
      params: [{ name: 'effective_on', reason: `must not be before ${earliest}` }],
    });
  }
}

function assertTakesMoney({ corrects }: OfflinePayment, lease: LeaseToPay): void {
  if (['draft', 'out_for_signature', 'canceled'].includes(lease.status)) {
    throw new TenureError('not_possible', 'Nothing can be paid on a lease that is not signed.');
  }
  // A correction takes nothing new: what was taken is only written down right.
  if (!lease.acceptingPayments && corrects === undefined) {
    throw new TenureError('not_possible', 'This lease accepts no payments at present.');
  }
}

/** @returns the payment's id */
async function createRow(tx: Transaction, paid: OfflinePayment): Promise<string> {
  const { id } = await tx.payment.create({
    data: {
      id: newId('payment'),
      organizationId: paid.organizationId,
      leaseId: paid.leaseId,
      tenantId: paid.tenantId ?? null,
      kind: 'offline',
      method: paid.method,
      amountCents: BigInt(paid.amountCents),
      status: 'succeeded',
      effectiveOn: toSqlDate(paid.effectiveOn),
      note: paid.note ?? null,
      receiptMediaId: paid.receiptMediaId ?? null,
      recordedBy: paid.recordedBy,
      correctsId: paid.corrects ?? null,
      settledAt: paid.now,
    },
    select: { id: true },
  });
  return id;
}

/** A photo is of one thing: of a home, of a repair, or of how one payment came. */
async function assertFreePhoto(tx: Transaction, mediaId: string): Promise<void> {
  const photo = await tx.media.findUnique({
    where: { id: mediaId },
    include: { _count: { select: { paymentReceipts: true, depositProofs: true } } },
  });
  if (photo === null) throw notFound('photo');
  const place = photo.propertyId ?? photo.unitId ?? photo.maintenanceRequestId ?? photo.workOrderId;
  const isFree = place === null && photo._count.paymentReceipts + photo._count.depositProofs === 0;
  if (isFree && photo.status === 'ready') return;
  const reason = isFree ? 'has not arrived yet' : 'belongs to something else';
  throw new TenureError('invalid_request', 'This photo cannot be the receipt of the payment.', {
    params: [{ name: 'receipt_media_id', reason }],
  });
}
