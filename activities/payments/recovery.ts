import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { disputesToSettle, keepRecovery, type Recovery, recoveryOf } from '../../store/disputes/recover-dispute';
import { keepRestored, type Restoration, refundsToRestore, tellNotRestored } from '../../store/refunds/restore-refund';
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

/**
 * Sends the money of failed refunds, or of the named one, to the organization's own account again, from where the
 * refund had taken it. The service is asked first whether it did so before. Whatever goes wrong there is left to the
 * next look, which comes every day; where the service refuses, the landlord is told.
 */
export async function restoreRefunds(
  { database, vendors }: ActivityDependencies,
  of: { organizationId: string; refundId?: string },
): Promise<void> {
  const { organizationId } = of;
  const wanted = await inOrganization(database, organizationId, (tx) => refundsToRestore(tx, of));
  for (const one of wanted) {
    const { refundId, amountCents } = one;
    try {
      const ref = await sendAgain({ vendors }, organizationId, one);
      await inOrganization(database, organizationId, (tx) => keepRestored(tx, refundId, ref));
    } catch (error) {
      if (!isVendorFailure(error)) throw error;
      if (error.kind !== 'rejected') continue;
      await inOrganization(database, organizationId, (tx) =>
        tellNotRestored(tx, { organizationId, refundId, amountCents }),
      );
    }
  }
}

/** Everything of an organization that lies with the wrong account at the service: moved, or left to the next day. */
export async function settleAll(deps: ActivityDependencies, organizationId: string): Promise<void> {
  await restoreRefunds(deps, { organizationId });
  const disputes = await inOrganization(deps.database, organizationId, (tx) => disputesToSettle(tx, organizationId));
  for (const disputeId of disputes) await settleOrLeave(deps, { organizationId, disputeId });
}

/** Settles a dispute's money; whatever goes wrong at the service is left to the next look. */
export async function settleOrLeave(deps: ActivityDependencies, of: Of): Promise<void> {
  try {
    await settleRecovery(deps, of);
  } catch (error) {
    if (!isVendorFailure(error)) throw error;
  }
}

async function sendAgain({ vendors }: Vendors, organizationId: string, wanted: Restoration): Promise<string> {
  const { refundId, paymentId, accountRef: to, amountCents } = wanted;
  const search = { group: refundId, step: 'refund-failed', from: null };
  const known = await vendors.connect.findTransfer(search);
  if (known !== 'not_found') return known.transferRef;
  const metadata = { organization_id: organizationId, payment_id: paymentId, refund_id: refundId };
  const idempotencyKey = `refund/${refundId}/restore`;
  return (await vendors.connect.transfer({ ...search, to, amountCents, metadata, idempotencyKey })).transferRef;
}

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
