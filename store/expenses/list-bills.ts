import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';
import { toSqlDate } from '../plain-dates';

const withPlace = { property: { select: { name: true } }, unit: { select: { number: true } } } as const;
export type ListedBill = Prisma.BillGetPayload<{ include: typeof withPlace }>;

type Page = {
  propertyId?: string | undefined;
  status?: string | undefined;
  after?: { date: string; id: string } | undefined;
  limit: number;
};

/** Bills by their date, the newest first; one more than `limit`, to see whether there are more. */
export function listBills(tx: Transaction, { propertyId, status, after, limit }: Page): Promise<ListedBill[]> {
  return tx.bill.findMany({
    where: {
      ...(propertyId === undefined ? {} : { propertyId }),
      ...(status === undefined ? {} : { status }),
      ...(after === undefined
        ? {}
        : {
            OR: [
              { billedOn: { lt: toSqlDate(after.date) } },
              { billedOn: toSqlDate(after.date), id: { lt: after.id } },
            ],
          }),
    },
    include: withPlace,
    orderBy: [{ billedOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}

/** One bill. @throws TenureError not_found */
export async function readBill(tx: Transaction, billId: string): Promise<ListedBill> {
  const bill = await tx.bill.findUnique({ where: { id: billId }, include: withPlace });
  if (bill === null) throw notFound('bill');
  return bill;
}
