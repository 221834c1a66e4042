import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { fromSqlDate } from '../plain-dates';

export type RefundFilter = {
  leaseId?: string | undefined;
  paymentId?: string | undefined;
  status?: string | undefined;
  /** The last row of the page before. */
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
};

/** Refunds, the newest first; one more than `limit`, to see whether there are more. */
export async function listRefunds(tx: Transaction, { leaseId, paymentId, status, after, limit }: RefundFilter) {
  const rows = await tx.refund.findMany({
    where: {
      ...(leaseId === undefined ? {} : { leaseId }),
      ...(paymentId === undefined ? {} : { paymentId }),
      ...(status === undefined ? {} : { status }),
      ...(after === undefined
        ? {}
        : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return rows.map(toListed);
}

/** One refund; null where there is none. */
export async function findRefund(tx: Transaction, id: string): Promise<ListedRefund | null> {
  const row = await tx.refund.findUnique({ where: { id } });
  return row === null ? null : toListed(row);
}

export type ListedRefund = ReturnType<typeof toListed>;
type Row = NonNullable<Awaited<ReturnType<Transaction['refund']['findUnique']>>>;

function toListed(row: Row) {
  return {
    ...row,
    amountCents: fromSqlCents(row.amountCents),
    feeCents: fromSqlCents(row.feeCents),
    fromCreditCents: fromSqlCents(row.fromCreditCents),
    effectiveOn: fromSqlDate(row.effectiveOn),
  };
}
