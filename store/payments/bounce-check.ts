import { TenureError } from '../../domain/errors';
import { CHECK_RETURNED } from '../charges/post-nsf-fee';
import type { Transaction } from '../database';
import { reversePayment } from './reverse-payment';
import { tellOfBounce } from './tell-of-correction';
import { lockOffline, type Voiding } from './void-payment';

const BOUNCES = new Set(['check', 'money_order']);

/**
 * The bank sent a check back: as of today its money is gone, what it had paid is owed again, the lease's fee for it is
 * charged within the state's limit, and the payer is told. What was given back of it before is owed by the payer.
 * Repeating changes nothing.
 * @throws TenureError not_found, not_possible for a payment that was no check, or was taken out of the books
 */
export async function bounceCheck(tx: Transaction, bounced: Voiding): Promise<void> {
  const { organizationId, paymentId, reason, actor, now } = bounced;
  const payment = await lockOffline(tx, paymentId);
  if (payment.status === 'reversed' && payment.failureCode === CHECK_RETURNED) return;
  if (!BOUNCES.has(payment.method)) {
    throw new TenureError('not_possible', 'Only a check or money order can bounce.', {
      params: [{ name: 'because', reason: 'must be mistake' }],
    });
  }
  if (payment.status === 'reversed') throw new TenureError('not_possible', 'This payment was taken out of the books.');
  const meaning = `the bank returned the check: ${reason}`;
  await reversePayment(tx, { organizationId, paymentId, code: CHECK_RETURNED, meaning, actor, now });
  await tellOfBounce(tx, payment, reason);
}
