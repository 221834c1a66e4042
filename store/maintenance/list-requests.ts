import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';

const SHOWN = {
  unit: { include: { property: true } },
  tenant: true,
  media: { where: { status: 'ready' }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  workOrders: {
    orderBy: { sequence: 'asc' },
    include: {
      vendor: true,
      media: { where: { status: 'ready' }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
      offers: { include: { vendor: true }, orderBy: [{ sentAt: 'asc' }, { id: 'asc' }] },
    },
  },
} as const satisfies Prisma.MaintenanceRequestInclude;

/** A request with everything a landlord is shown. */
export type ShownRequest = Prisma.MaintenanceRequestGetPayload<{ include: typeof SHOWN }>;
export type ShownWorkOrder = ShownRequest['workOrders'][number];

export type RequestFilter = {
  status?: readonly string[] | undefined;
  severity?: string | undefined;
  unitId?: string | undefined;
  leaseId?: string | undefined;
  propertyId?: string | undefined;
  needsAttention?: boolean | undefined;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
};

/** Requests, the newest first, one more than `limit` where there are more. */
export async function listRequests(tx: Transaction, filter: RequestFilter): Promise<ShownRequest[]> {
  const { status, severity, unitId, leaseId, propertyId, needsAttention, after, limit } = filter;
  return tx.maintenanceRequest.findMany({
    where: {
      ...(status === undefined ? {} : { status: { in: [...status] } }),
      ...(severity === undefined ? {} : { severity }),
      ...(unitId === undefined ? {} : { unitId }),
      ...(leaseId === undefined ? {} : { leaseId }),
      ...(propertyId === undefined ? {} : { unit: { propertyId } }),
      ...(needsAttention === undefined ? {} : { needsAttention }),
      ...(after === undefined
        ? {}
        : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    include: SHOWN,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}

/** One request. @throws TenureError not_found */
export async function readRequest(tx: Transaction, id: string): Promise<ShownRequest> {
  const request = await tx.maintenanceRequest.findUnique({ where: { id }, include: SHOWN });
  if (request === null) throw notFound('maintenance request');
  return request;
}
