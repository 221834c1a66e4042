import { localDateAt } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import type { OfflineMethod } from '../../domain/ledger';
import type { Cents } from '../../domain/money';
import { paidFrom } from '../../domain/money-days';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { newId } from '../new-id';
import { fromSqlDate, toSqlDate } from '../plain-dates';
import { lockPayment } from './lock-payment';
import { postOffline } from './post-payment';
import { tellMoneyChanged } from './tell-money-changed';
import { tellPayer } from './tell-payer';
import { undoLateFees } from './undo-late-fees';

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
 * Records money that came outside of us, as of the day it was paid.
 * @returns the payment's id
 * @throws TenureError not_found, invalid_request for a day or photo that cannot be, not_possible while the lease accepts no payments
 */
export async function recordOfflinePayment(tx: Transaction, paid: OfflinePayment): Promise<string> {
  await tx.$queryRaw`select id from leases where id = ${paid.leaseId} for update`;
  const lease = await tx.lease.findUnique({
    where: { id: paid.leaseId },
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
  if (paid.tenantId !== undefined && !lease.tenants.some(({ tenantId }) => tenantId === paid.tenantId)) {
    throw notFound('tenant on this lease');
  }
  if (paid.effectiveOn > localDateAt(paid.now.getTime(), lease.timeZone)) {
    throw new TenureError('invalid_request', 'A payment cannot take effect after today.', {
      params: [{ name: 'effective_on', reason: 'must not be after today' }],
    });
  }
  const earliest = paidFrom({
    startsOn: fromSqlDate(lease.startsOn),
    drawnUpOn: localDateAt(lease.createdAt.getTime(), lease.timeZone),
  });
  if (paid.effectiveOn < earliest) {
    throw new TenureError('invalid_request', 'A payment cannot take effect so long before the lease.', {
      params: [{ name: 'effective_on', reason: `must not be before ${earliest}` }],
    });
  }
  if (['draft', 'out_for_signature', 'canceled'].includes(lease.status)) {
    throw new TenureError('not_possible', 'Nothing can be paid on a lease that is not signed.');
  }
  // A correction takes nothing new: what was taken is only written down right.
  if (!lease.acceptingPayments && paid.corrects === undefined) {
    throw new TenureError('not_possible', 'This lease accepts no payments at present.');
  }
  if (paid.receiptMediaId !== undefined && paid.corrects === undefined) await assertFreePhoto(tx, paid.receiptMediaId);
  const id = newId('payment');
  await tx.payment.create({
    data: {
      id,
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
  const payment = await lockPayment(tx, id);
  if (payment.lease === null || payment.leaseId === null) throw notFound('lease');
  await postOffline(tx, { ...payment, leaseId: payment.leaseId, lease: payment.lease }, paid.method);
  await appendEvent(tx, {
    organizationId: paid.organizationId,
    type: 'payment.recorded',
    subjectId: id,
    alsoAbout: [paid.leaseId, paid.tenantId, payment.lease.unitId, payment.lease.unit.propertyId],
    payload: { amount_cents: paid.amountCents, method: paid.method, effective_on: paid.effectiveOn },
    actor: paid.recordedBy,
  });
  const { organizationId, leaseId, now } = paid;
  const on = localDateAt(now.getTime(), payment.lease.timeZone);
  if (paid.effectiveOn < on) await undoLateFees(tx, { organizationId, leaseId, on, now });
  if (paid.corrects === undefined) await tellPayer(tx, payment, 'receipt', now);
  await tellMoneyChanged(tx, payment);
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
