import { TenureError } from '../../domain/errors';
import type { Transaction } from '../database';

/**
 * Refuses to take money from a stored way to pay that nobody authorized for it: autopay with this method is an
 * authorization, else whoever asks must say how the payer agreed to this one payment.
 * @throws TenureError invalid_request
 */
export async function assertAuthorized(
  tx: Transaction,
  wanted: { leaseId: string; paymentMethodId: string; words: string | undefined },
): Promise<void> {
  const { leaseId, paymentMethodId, words } = wanted;
  if (words !== undefined) return;
  const mandates = await tx.mandate.count({ where: { leaseId, paymentMethodId, status: 'active' } });
  if (mandates > 0) return;
  const reason = 'is needed: autopay is not on with this way to pay, so say how the tenant agreed to this payment';
  throw new TenureError('invalid_request', 'The tenant has to agree to this payment.', {
    params: [{ name: 'authorization', reason }],
  });
}
