import type { PlainDateString } from '../../domain/calendar';
import { ZERO_CENTS } from '../../domain/money';
import type { Transaction } from '../database';
import { reevaluateAccount } from './reevaluate-account';

/**
 * A payment that took effect earlier came into our books, or a rent was taken back: what was paid is counted anew in the order of dates, and a
 * late fee whose rent was paid before its first day after all goes. None is added. The lease must be locked.
 */
export async function undoLateFees(
  tx: Transaction,
  lease: { organizationId: string; leaseId: string; on: string; now: Date; reason?: string },
): Promise<void> {
  const { organizationId, leaseId, on, now, reason = 'A payment counts from an earlier day' } = lease;
  const none = { paymentId: '', effectiveOn: on as PlainDateString, amountCents: ZERO_CENTS };
  await reevaluateAccount(tx, {
    organizationId,
    leaseId,
    now,
    reason,
    before: none,
  });
}
