import type { Transaction } from '../database';
import { type LoadedPlan, readPlan } from './lock-plan';

export type PlanFilter = {
  leaseId?: string | undefined;
  status?: string | undefined;
  /** The last row of the page before. */
  after?: { createdAt: Date; id: string } | undefined;
  now: Date;
  limit: number;
};

/** Payment plans, the newest first; one more than `limit`, to see whether there are more. */
export async function listPlans(
  tx: Transaction,
  { leaseId, status, after, now, limit }: PlanFilter,
): Promise<LoadedPlan[]> {
  const rows = await tx.paymentPlan.findMany({
    where: {
      ...(leaseId === undefined ? {} : { leaseId }),
      ...(status === undefined ? {} : { status }),
      ...(after === undefined
        ? {}
        : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: { id: true },
  });
  const plans: LoadedPlan[] = [];
  for (const { id } of rows) plans.push(await readPlan(tx, id, now));
  return plans;
}
