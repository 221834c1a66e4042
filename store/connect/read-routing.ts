import { type Cents, cents } from '../../domain/money';
import { type PlatformFee, platformFeeCents, platformFeeOf } from '../../domain/owners/platform-fee';
import type { Transaction } from '../database';

/** Where a payment's money goes: to the organization's own account, less the platform's fee. */
export type Routing = { accountRef: string; feeCents: Cents };

/**
 * Where a payment of an organization goes. Null without an account that may take payments: then it lies with the
 * platform, as before there were accounts.
 */
export async function readRouting(
  tx: Transaction,
  { amountCents, platformFee }: { amountCents: number; platformFee: PlatformFee },
): Promise<Routing | null> {
  const account = await tx.connectAccount.findFirst({ where: { ownerId: null } });
  if (account === null || account.vendorRef === null || !account.chargesEnabled) return null;
  const { settings } = await tx.organization.findUniqueOrThrow({
    where: { id: account.organizationId },
    select: { settings: true },
  });
  const fee = platformFeeOf(settings, platformFee);
  return { accountRef: account.vendorRef, feeCents: platformFeeCents(fee, cents(amountCents)) };
}
