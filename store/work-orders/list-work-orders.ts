import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';
import type { ShownWorkOrder } from '../maintenance/list-requests';

const SHOWN = {
  vendor: true,
  media: { where: { status: 'ready' }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  offers: { include: { vendor: true }, orderBy: [{ sentAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.WorkOrderInclude;

export type WorkOrderFilter = {
  requestId?: string | undefined;
  vendorId?: string | undefined;
  status?: string | undefined;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
};

/** Work orders, the newest first, one more than `limit` where there are more. */
export async function listWorkOrders(tx: Transaction, filter: WorkOrderFilter): Promise<ShownWorkOrder[]> {
  const { requestId, vendorId, status, after, limit } = filter;
  return tx.workOrder.findMany({
    where: {
      ...(requestId === undefined ? {} : { requestId }),
      ...(vendorId === undefined ? {} : { vendorId }),
      ...(status === undefined ? {} : { status }),
      ...(after === undefined
        ? {}
        : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    include: SHOWN,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}

/** One work order. @throws TenureError not_found */
export async function readWorkOrder(tx: Transaction, id: string): Promise<ShownWorkOrder> {
  const workOrder = await tx.workOrder.findUnique({ where: { id }, include: SHOWN });
  if (workOrder === null) throw notFound('work order');
  return workOrder;
}
