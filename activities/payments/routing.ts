import { NO_PLATFORM_FEE, type PlatformFee } from '../../domain/owners/platform-fee';
import { fixPageRoute } from '../../store/connect/fix-route';
import { type Database, inOrganization } from '../../store/database';
import type { PaymentRouting } from '../../vendors/payments';

type Asked = { id: string; organizationId: string; platformFee?: PlatformFee | undefined };

/**
 * Where the money of a payment's page goes under this key (to the organization's own account where it may take payments;
 * otherwise undefined), and when that page was first asked for, by the vendor's clock. Decided once: asked again after a
 * lost answer, the vendor hears the same.
 */
export async function pageRoute(
  database: Database,
  { id: paymentId, organizationId, platformFee = NO_PLATFORM_FEE, key, now }: Asked & { key: string; now: Date },
): Promise<{ routing: PaymentRouting | undefined; askedAt: Date }> {
  const { routing, askedAt } = await inOrganization(database, organizationId, (tx) =>
    fixPageRoute(tx, { paymentId, key, platformFee, now }),
  );
  return { routing: routing ?? undefined, askedAt };
}
