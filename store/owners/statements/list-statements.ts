import type { Transaction } from '../../database';
import type { Prisma } from '../../generated/client';

export type ListedStatement = Prisma.OwnerStatementGetPayload<{ include: { owner: { select: { name: true } } } }>;

type Page = {
  ownerId?: string | undefined;
  period?: string | undefined;
  after?: { period: string; id: string } | undefined;
  limit: number;
};

/** Booked statements, the latest month first; one more than `limit`, to see whether there are more. */
export function listStatements(tx: Transaction, { ownerId, period, after, limit }: Page): Promise<ListedStatement[]> {
  return tx.ownerStatement.findMany({
    where: {
      status: { not: 'draft' },
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(period === undefined ? {} : { period }),
      ...(after === undefined
        ? {}
        : { OR: [{ period: { lt: after.period } }, { period: after.period, id: { lt: after.id } }] }),
    },
    include: { owner: { select: { name: true } } },
    orderBy: [{ period: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}
