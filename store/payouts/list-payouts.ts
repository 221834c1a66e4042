import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';

const withOwner = { owner: { select: { name: true } } } as const;
export type ListedPayout = Prisma.OwnerPayoutGetPayload<{ include: typeof withOwner }>;

type Page = {
  ownerId?: string | undefined;
  status?: string | undefined;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
};

/** Payouts, the newest first; one more than `limit`, to see whether there are more. */
export function listPayouts(tx: Transaction, { ownerId, status, after, limit }: Page): Promise<ListedPayout[]> {
  return tx.ownerPayout.findMany({
    where: {
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(status === undefined ? {} : { status }),
      ...(after === undefined
        ? {}
        : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    include: withOwner,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}

/** One payout. @throws TenureError not_found */
export async function readPayout(tx: Transaction, payoutId: string): Promise<ListedPayout> {
  const payout = await tx.ownerPayout.findUnique({ where: { id: payoutId }, include: withOwner });
  if (payout === null) throw notFound('payout');
  return payout;
}
