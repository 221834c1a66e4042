import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';
import { toSqlDate } from '../plain-dates';

const PARTS = {
  items: { orderBy: { paymentId: 'asc' }, include: { payment: { include: { tenant: { select: { name: true } } } } } },
} satisfies Prisma.BankDepositInclude;
export type BankDepositRead = Prisma.BankDepositGetPayload<{ include: typeof PARTS }>;

/** Bank deposits, the newest first; one more than `limit`, to see whether there are more. */
export function listBankDeposits(
  tx: Transaction,
  { after, limit }: { after?: { date: string; id: string } | undefined; limit: number },
): Promise<BankDepositRead[]> {
  return tx.bankDeposit.findMany({
    where:
      after === undefined
        ? {}
        : {
            OR: [
              { depositedOn: { lt: toSqlDate(after.date) } },
              { depositedOn: toSqlDate(after.date), id: { lt: after.id } },
            ],
          },
    include: PARTS,
    orderBy: [{ depositedOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}

/** One bank deposit with its payments. @throws TenureError not_found */
export async function readBankDeposit(tx: Transaction, id: string): Promise<BankDepositRead> {
  const row = await tx.bankDeposit.findUnique({ where: { id }, include: PARTS });
  if (row === null) throw notFound('bank deposit');
  return row;
}
