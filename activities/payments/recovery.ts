import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { keepRecovery, type Recovery, recoveryOf } from '../../store/disputes/recover-dispute';
import { isVendorFailure } from '../../vendors/failure';
import type { ActivityDependencies } from '../dependencies';

type Of = { organizationId: string; disputeId: string };

/**
 * Stripe takes a disputed destination charge from the platform alone: what the bank took comes back from the
 * organization's account, and what was won goes there again. Each once: what stands written down is not done again, and
 * what was done and not written down is found at the service, or under the same idempotency key.
 */
export async function settleRecovery({ database, vendors }: ActivityDependencies, of: Of): Promise<void> {
  const { organizationId } = of;
  const wanted = await inOrganization(database, organizationId, (tx) => recoveryOf(tx, of.disputeId));
  if (wanted === null) return;
  const keep = (what: 'recoveredRef' | 'restoredRef', ref: string) =>
    inOrganization(database, organizationId, (tx) => keepRecovery(tx, of.disputeId, { [what]: ref }));
  try {
    if (wanted.recover) await keep('recoveredRef', await recover({ vendors }, of, wanted));
    if (wanted.restore) await keep('restoredRef', await restore({ vendors }, of, wanted));
  } catch (error) {
    // Not enough money there, say: the dispute goes on, the next look tries again, and reconciliation shows the difference.
    if (!isVendorFailure(error) || error.kind !== 'rejected') throw error;
  }
}

type Vendors = Pick<ActivityDependencies, 'vendors'>;

async function recover({ vendors }: Vendors, { disputeId }: Of, wanted: Recovery): Promise<string> {
  const { recoveryRef } = await vendors.payments.recoverDisputed({
    paymentIntentId: wanted.paymentIntentId,
    amountCents: cents(wanted.amountCents),
    disputeId,
    idempotencyKey: `dispute/${disputeId}/recover`,
  });
  return recoveryRef;
}

async function restore({ vendors }: Vendors, { organizationId, disputeId }: Of, wanted: Recovery): Promise<string> {
  const search = { group: disputeId, step: 'dispute-won', from: null };
  const known = await vendors.connect.findTransfer(search);
  if (known !== 'not_found') return known.transferRef;
  const { transferRef } = await vendors.connect.transfer({
    ...search,
    to: wanted.accountRef,
    amountCents: cents(wanted.amountCents),
    metadata: { organization_id: organizationId, payment_id: wanted.wonPaymentId ?? '', dispute_id: disputeId },
    idempotencyKey: `dispute/${disputeId}/restore`,
  });
  return transferRef;
}
