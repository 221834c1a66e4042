import { achReturn } from '../../domain/ach-returns';
import { cardDecline } from '../../domain/declines';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { blockMethodOfVendor } from '../payment-methods/block-payment-method';

type Refused = {
  id: string;
  organizationId: string;
  leaseId: string | null;
  tenantId: string | null;
  paymentMethodId: string | null;
  method: string | null;
  lease: { unitId: string; unit: { propertyId: string } } | null;
};

/**
 * Applies what a return or decline asks for beyond the payment itself, whichever path it came by: a method that can
 * never work is blocked and its autopay ends; where the payer says they never allowed it, every autopay of theirs on
 * the lease ends, a payment plan goes on by link alone, and the landlord must look at it before anything is debited again.
 */
export async function applyCure(tx: Transaction, payment: Refused, code: string, now: Date): Promise<void> {
  const cure = payment.method === 'card' ? cureOfCard(code) : achReturn(code);
  const { organizationId, paymentMethodId } = payment;
  if (cure.blocksMethod && paymentMethodId !== null) {
    await blockMethodOfVendor(tx, { organizationId, paymentMethodId, code, meaning: cure.meaning, now });
  }
  if (cure.unauthorized) await stopForReview(tx, payment, code, cure.meaning, now);
}

/** Lost, stolen, closed and expired cards are never tried again, in later months neither. */
function cureOfCard(code: string) {
  const { kind, cure, meaning } = cardDecline(code);
  return {
    blocksMethod: (kind === 'hard' || kind === 'expired') && cure === 'new_method',
    meaning,
    unauthorized: false,
  };
}

async function stopForReview(
  tx: Transaction,
  payment: Refused,
  code: string,
  meaning: string,
  now: Date,
): Promise<void> {
  const { organizationId, leaseId, tenantId, lease } = payment;
  if (leaseId === null) return;
  const theirs = { leaseId, status: 'active', ...(tenantId === null ? {} : { tenantId }) };
  await tx.mandate.updateMany({
    where: theirs,
    data: { status: 'ended', endedAt: now, endedReason: code },
  });
  await tx.paymentPlan.updateMany({ where: theirs, data: { paymentMethodId: null } });
  await appendEvent(tx, {
    organizationId,
    type: 'collection.escalated',
    subjectId: leaseId,
    alsoAbout: [payment.id, tenantId, lease?.unitId, lease?.unit.propertyId],
    payload: {
      code,
      reason: `${meaning} (${code}). Autopay has ended: talk to the payer before anything is debited again`,
      payment_id: payment.id,
    },
  });
}
