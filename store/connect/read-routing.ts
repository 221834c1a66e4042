import { type Cents, cents } from '../../domain/money';
import { type PlatformFee, platformFeeCents, platformFeeOf } from '../../domain/owners/platform-fee';
import type { Transaction } from '../database';
import { overPrisma } from '../sql-runner';

/** Where a payment's money goes: to the organization's own account, less the platform's fee. */
export type Routing = { accountRef: string; feeCents: Cents };

const ACCOUNT = `
  select a.vendor_ref as "vendorRef", o.settings
  from connect_accounts a join organizations o on o.id = a.organization_id
  where a.owner_id is null and a.vendor_ref is not null and a.charges_enabled
  limit 1`;

/**
 * Where a payment of an organization goes. Null without an account that may take payments: then it lies with the
 * platform, as before there were accounts.
 */
export async function readRouting(
  tx: Transaction,
  { amountCents, platformFee }: { amountCents: number; platformFee: PlatformFee },
): Promise<Routing | null> {
  const [account] = await overPrisma(tx)<{ vendorRef: string; settings: unknown }>(ACCOUNT, []);
  if (account === undefined) return null;
  const fee = platformFeeOf(account.settings, platformFee);
  return { accountRef: account.vendorRef, feeCents: platformFeeCents(fee, cents(amountCents)) };
}
