import { NO_PLATFORM_FEE, type PlatformFee } from '../../domain/owners/platform-fee';
import { readRouting } from '../../store/connect/read-routing';
import { type Database, inOrganization } from '../../store/database';
import type { PaymentRouting } from '../../vendors/payments';

type Paid = { organizationId: string; amountCents: bigint; platformFee?: PlatformFee | undefined };

/** Where a payment's money goes: to the organization's own account where it may take payments; otherwise undefined. */
export async function routingOf(
  database: Database,
  { organizationId, amountCents, platformFee = NO_PLATFORM_FEE }: Paid,
): Promise<PaymentRouting | undefined> {
  const asked = { amountCents: Number(amountCents), platformFee };
  return (await inOrganization(database, organizationId, (tx) => readRouting(tx, asked))) ?? undefined;
}
