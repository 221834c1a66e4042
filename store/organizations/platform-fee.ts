import { notFound } from '../../domain/errors';
import { type PlatformFee, platformFeeOf, storedPlatformFee } from '../../domain/owners/platform-fee';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';

/** What the platform keeps of the organization's payments, and whether that is a fee of its own. */
export async function readPlatformFee(
  tx: Transaction,
  organizationId: string,
  otherwise: PlatformFee,
): Promise<{ fee: PlatformFee; isOwn: boolean }> {
  const row = await tx.organization.findUnique({ where: { id: organizationId }, select: { settings: true } });
  if (row === null) throw notFound('organization');
  return { fee: platformFeeOf(row.settings, otherwise), isOwn: storedPlatformFee(row.settings) !== null };
}

/**
 * Agrees a fee of its own with an organization, or with null goes back to everybody's. For who runs the platform: no
 * route leads here, since nobody sets their own fee. Payments whose route is decided keep theirs.
 * @throws TenureError not_found
 */
export async function setPlatformFee(
  tx: Transaction,
  { organizationId, fee, actor }: { organizationId: string; fee: PlatformFee | null; actor: string },
): Promise<void> {
  await tx.$queryRaw`select id from organizations where id = ${organizationId} for update`;
  const row = await tx.organization.findUnique({ where: { id: organizationId }, select: { settings: true } });
  if (row === null) throw notFound('organization');
  const before = storedPlatformFee(row.settings);
  const kept = typeof row.settings === 'object' && row.settings !== null ? { ...row.settings } : {};
  Reflect.deleteProperty(kept, 'platform_fee');
  const own = fee === null ? {} : { platform_fee: { bps: fee.bps, fixed_cents: fee.fixedCents } };
  await tx.organization.update({
    where: { id: organizationId },
    data: { settings: { ...kept, ...own } },
    select: { id: true },
  });
  const action = 'platform_fee.set';
  await appendAudit(tx, { organizationId, actor, action, subjectId: organizationId, before, after: fee });
}
