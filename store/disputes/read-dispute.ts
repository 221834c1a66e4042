import { notFound } from '../../domain/errors';
import { type DisputeStatus, statesOf } from '../../domain/states';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';

const WITH = {
  files: { orderBy: { createdAt: 'asc' as const } },
  submissions: { orderBy: { number: 'desc' as const } },
  payment: {
    select: { amountCents: true, method: true, effectiveOn: true, tenantId: true, tenant: { select: { name: true } } },
  },
  lease: { select: { unit: { select: { number: true, property: { select: { addressLine1: true } } } } } },
} as const;

/** One dispute with what was said in it. @throws TenureError not_found */
export async function readDispute(tx: Transaction, id: string) {
  const row = await tx.dispute.findUnique({ where: { id }, include: WITH });
  if (row === null) throw notFound('dispute');
  return toRead(row);
}

export type ReadDispute = Awaited<ReturnType<typeof readDispute>>;

type Row = NonNullable<Awaited<ReturnType<typeof find>>>;
function find(tx: Transaction, id: string) {
  return tx.dispute.findUnique({ where: { id }, include: WITH });
}

function toRead(row: Row) {
  return {
    ...row,
    status: statusOf(row.status),
    amountCents: fromSqlCents(row.amountCents),
    feeCents: fromSqlCents(row.feeCents),
  };
}

function statusOf(text: string): DisputeStatus {
  const status = statesOf('dispute').find((known) => known === text);
  if (status === undefined) throw new Error(`a dispute has the unknown state ${text}`);
  return status;
}

export type DisputeFilter = {
  leaseId?: string | undefined;
  status?: DisputeStatus | undefined;
  /** Those alone that still wait for the landlord or the bank. */
  isOpen?: boolean | undefined;
  after?: { openedAt: Date; id: string } | undefined;
  limit: number;
};

const OPEN: DisputeStatus[] = ['warning_needs_response', 'warning_under_review', 'needs_response', 'under_review'];

/** Disputes and late returns, the newest first; one more than `limit` where there are more. */
export async function listDisputes(tx: Transaction, filter: DisputeFilter): Promise<ReadDispute[]> {
  const { leaseId, status, isOpen, after, limit } = filter;
  const rows = await tx.dispute.findMany({
    where: {
      ...(leaseId === undefined ? {} : { leaseId }),
      ...(status === undefined ? {} : { status }),
      ...(isOpen === undefined ? {} : { AND: [{ status: isOpen ? { in: OPEN } : { notIn: OPEN } }] }),
      ...(after === undefined
        ? {}
        : { OR: [{ openedAt: { lt: after.openedAt } }, { openedAt: after.openedAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: WITH,
  });
  return rows.map(toRead);
}
