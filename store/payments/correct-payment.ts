import { localDateAt } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import type { OfflineMethod } from '../../domain/ledger';
import type { Cents } from '../../domain/money';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { recordOfflinePayment } from './record-offline-payment';
import { tellOfCorrection } from './tell-of-correction';
import { aboutPayment, countWithout, lockOffline, takeOut, type Voiding } from './void-payment';

export type Correction = Voiding & {
  /** What was wrong; what is not named stays as it was recorded. */
  changes: {
    amountCents?: Cents | undefined;
    effectiveOn?: string | undefined;
    method?: OfflineMethod | undefined;
    tenantId?: string | undefined;
    note?: string | undefined;
  };
};

/**
 * Corrects a payment recorded by hand: an entry undoes the wrong one as of its date and the right one is recorded in
 * its stead, naming it, so that both stay visible as one story. A right date before a late fee's takes the fee back.
 * @returns the new payment's id, the same one when repeated
 * @throws TenureError not_found, not_possible, invalid_request where nothing would change or the date is impossible
 */
export async function correctPayment(tx: Transaction, correction: Correction): Promise<string> {
  const wrong = await lockOffline(tx, correction.paymentId);
  const { changes, reason, actor, now, organizationId } = correction;
  const successor = await tx.payment.findUnique({ where: { correctsId: wrong.id }, select: { id: true } });
  if (successor !== null) return successor.id;
  if (wrong.status !== 'succeeded' && wrong.status !== 'refunded')
    throw new TenureError('not_possible', 'This payment was taken out of the books.');
  const method = changes.method ?? wrong.method;
  const amountCents = changes.amountCents ?? wrong.amountCents;
  const effectiveOn = changes.effectiveOn ?? wrong.effectiveOn;
  const tenantId = changes.tenantId ?? wrong.tenantId ?? undefined;
  const note = changes.note ?? wrong.note ?? undefined;
  const before = [wrong.method, wrong.amountCents, wrong.effectiveOn, wrong.tenantId ?? undefined, wrong.note];
  if (JSON.stringify(before) === JSON.stringify([method, amountCents, effectiveOn, tenantId, note ?? null])) {
    throw new TenureError('invalid_request', 'This is what was recorded already.', {
      params: [{ name: 'amount_cents', reason: 'nothing would change' }],
    });
  }
  await takeOut(tx, wrong, correction);
  const id = await recordOfflinePayment(tx, {
    organizationId,
    leaseId: wrong.leaseId,
    method,
    amountCents,
    effectiveOn,
    recordedBy: actor,
    now,
    corrects: wrong.id,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(note === undefined ? {} : { note }),
    ...(wrong.receiptMediaId === null ? {} : { receiptMediaId: wrong.receiptMediaId }),
  });
  // Once, with the right one: no late fee comes and goes in between.
  await countWithout(tx, wrong, correction);
  await appendEvent(tx, {
    organizationId,
    type: 'payment.corrected',
    subjectId: wrong.id,
    alsoAbout: [...aboutPayment(wrong), id],
    payload: {
      amount_cents: wrong.amountCents,
      corrected_cents: amountCents,
      effective_on: effectiveOn,
      reason,
      new_payment_id: id,
      corrected_on: localDateAt(now.getTime(), wrong.lease.timeZone),
    },
    actor,
  });
  await tellOfCorrection(tx, wrong, { reason, corrected: { amountCents, effectiveOn } });
  return id;
}
