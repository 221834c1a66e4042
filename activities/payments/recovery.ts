import { type Cents, maxCents, subtractCents, ZERO_CENTS } from '../../domain/money';
import { inOrganization } from '../../store/database';
import {
  disputesToSettle,
  keepRecovery,
  keepRefusal,
  type Recovery,
  recoveryOf,
} from '../../store/disputes/recover-dispute';
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
  const { organizationId, disputeId } = of;
  const wanted = await inOrganization(database, organizationId, (tx) => recoveryOf(tx, disputeId));
  if (wanted === null) return;
  const keep = (moved: Parameters<typeof keepRecovery>[2]) =>
    inOrganization(database, organizationId, (tx) => keepRecovery(tx, disputeId, moved));
  try {
    let missingCents = ZERO_CENTS;
    if (wanted.recover) {
      const taken = await recover({ vendors }, of, wanted);
      missingCents = taken.missingCents;
      await keep(taken);
    }
    if (wanted.restore) await keep({ restoredRef: await restore({ vendors }, of, wanted, missingCents) });
  } catch (error) {
    if (!isVendorFailure(error) || error.kind !== 'rejected') throw error;
    // Not enough money there, say: the next look tries again, and until then it is a work item of the reconciliation.
    await inOrganization(database, organizationId, (tx) => keepRefusal(tx, disputeId));
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

type Taken = { recoveredRef: string; collectedCents: Cents; missingCents: Cents };

/**
 * Takes back what the bank took. What refunds had taken from the account before is there no more to be reversed, though
 * the bank paid it out again: the organization bears that too, by a transfer of its own. Where it was won meanwhile,
 * that transfer is spared, and so much less goes there again.
 */
async function recover({ vendors }: Vendors, of: Of, wanted: Recovery): Promise<Taken> {
  const { disputeId } = of;
  const { recoveryRef: recoveredRef, recoveredCents } = await vendors.payments.recoverDisputed({
    paymentIntentId: wanted.paymentIntentId,
    amountCents: wanted.amountCents,
    disputeId,
    idempotencyKey: anew(`dispute/${disputeId}/recover`, wanted),
  });
  const gone = subtractCents(subtractCents(wanted.amountCents, recoveredCents), wanted.undoneCents);
  const restCents = maxCents(gone, ZERO_CENTS);
  if (restCents === ZERO_CENTS) return { recoveredRef, collectedCents: ZERO_CENTS, missingCents: ZERO_CENTS };
  return { recoveredRef, ...(await collectRest({ vendors }, of, wanted, restCents)) };
}

async function collectRest(
  { vendors }: Vendors,
  { organizationId, disputeId }: Of,
  wanted: Recovery,
  restCents: Cents,
): Promise<Omit<Taken, 'recoveredRef'>> {
  const search = { group: disputeId, step: 'dispute-rest', from: wanted.accountRef };
  const known = await vendors.connect.findTransfer(search);
  if (known !== 'not_found') return { collectedCents: known.amountCents, missingCents: ZERO_CENTS };
  if (wanted.restore) return { collectedCents: ZERO_CENTS, missingCents: restCents };
  await vendors.connect.transfer({
    ...search,
    to: null,
    amountCents: restCents,
    metadata: { organization_id: organizationId, payment_id: wanted.paymentId, dispute_id: disputeId },
    idempotencyKey: anew(`dispute/${disputeId}/rest`, wanted),
  });
  return { collectedCents: restCents, missingCents: ZERO_CENTS };
}

/** The service repeats a refusal for as long as it knows the key. */
function anew(key: string, { refusals }: Recovery): string {
  return refusals === 0 ? key : `${key}/${refusals}`;
}

async function restore(
  { vendors }: Vendors,
  { organizationId, disputeId }: Of,
  wanted: Recovery,
  missingCents: Cents,
): Promise<string> {
  const search = { group: disputeId, step: 'dispute-won', from: null };
  const known = await vendors.connect.findTransfer(search);
  if (known !== 'not_found') return known.transferRef;
  const { transferRef } = await vendors.connect.transfer({
    ...search,
    to: wanted.accountRef,
    amountCents: subtractCents(wanted.amountCents, missingCents),
    metadata: { organization_id: organizationId, payment_id: wanted.wonPaymentId ?? '', dispute_id: disputeId },
    idempotencyKey: anew(`dispute/${disputeId}/restore`, wanted),
  });
  return transferRef;
}
