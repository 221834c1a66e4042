import type { Transaction } from '../database';

/**
 * Every presentment that counts as a try for an obligation, the oldest first: its own, and of those that share its debt
 * (a payment plan's installments and the months that the plan covers) the ones that did not succeed. The database
 * numbers them by the same rule.
 */
export async function triesFor(
  tx: Transaction,
  of: { leaseId: string | null; obligation: string; sharing?: readonly string[] },
) {
  const { leaseId, obligation, sharing = [] } = of;
  const rows = await tx.presentment.findMany({
    where: {
      ...(leaseId === null ? {} : { leaseId }),
      OR: [{ obligation }, { obligations: { hasSome: [obligation, ...sharing] } }],
    },
    orderBy: [{ presentedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.filter((row) => row.obligation === obligation || row.status !== 'succeeded');
}
