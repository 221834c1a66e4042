import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { fromSqlDate, toSqlDate } from '../plain-dates';

export type PaymentFilter = {
  leaseId?: string | undefined;
  status?: string | undefined;
  /** The last row of the page before. */
  after?: { effectiveOn: string; id: string } | undefined;
  limit: number;
};

const WITH = {
  paymentMethod: true,
  correctedBy: { select: { id: true } },
  lease: { select: { state: true } },
  allocations: {
    where: { voidedAt: null },
    orderBy: { id: 'asc' },
    include: { charge: { select: { label: true, kind: true } } },
  },
} as const;

/** Payments, the newest effective date first; one more than `limit`, to see whether there are more. */
export async function listPayments(tx: Transaction, { leaseId, status, after, limit }: PaymentFilter) {
  const rows = await tx.payment.findMany({
    where: {
      ...(leaseId === undefined ? {} : { leaseId }),
      ...(status === undefined ? {} : { status }),
      ...(after === undefined
        ? {}
        : {
            OR: [
              { effectiveOn: { lt: toSqlDate(after.effectiveOn) } },
              { effectiveOn: toSqlDate(after.effectiveOn), id: { lt: after.id } },
            ],
          }),
    },
    orderBy: [{ effectiveOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: WITH,
  });
  return rows.map(toListed);
}

/** One payment; null where there is none. */
export async function findPayment(tx: Transaction, id: string): Promise<ListedPayment | null> {
  const row = await tx.payment.findUnique({ where: { id }, include: WITH });
  return row === null ? null : toListed(row);
}

export type ListedPayment = ReturnType<typeof toListed>;

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
function findRow(tx: Transaction, id: string) {
  return tx.payment.findUnique({ where: { id }, include: WITH });
}

function toListed(row: Row) {
  return {
    ...row,
    amountCents: fromSqlCents(row.amountCents),
    feeCents: fromSqlCents(row.feeCents),
    effectiveOn: fromSqlDate(row.effectiveOn),
  };
}
