import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';

const SHOWN = {
  unit: { include: { property: true } },
  applicants: { orderBy: { id: 'asc' } },
  screenings: { orderBy: { id: 'asc' } },
  decisions: { orderBy: { decidedAt: 'desc' } },
  leases: { where: { status: { not: 'canceled' } }, orderBy: { id: 'desc' } },
} as const satisfies Prisma.ApplicationInclude;

/** An application with everything that is shown of it. */
export type ShownApplication = Prisma.ApplicationGetPayload<{ include: typeof SHOWN }>;

/** One application. @throws TenureError not_found */
export async function readApplication(tx: Transaction, id: string): Promise<ShownApplication> {
  const application = await tx.application.findUnique({ where: { id }, include: SHOWN });
  if (application === null) throw notFound('application');
  return application;
}

export type ApplicationFilter = {
  status?: readonly string[] | undefined;
  unitId?: string | undefined;
  propertyId?: string | undefined;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
};

/** Applications, the newest first; one more than `limit` where there are more. */
export async function listApplications(tx: Transaction, filter: ApplicationFilter): Promise<ShownApplication[]> {
  const { status, unitId, propertyId, after, limit } = filter;
  return tx.application.findMany({
    where: {
      ...(status !== undefined && { status: { in: [...status] } }),
      ...(unitId !== undefined && { unitId }),
      ...(propertyId !== undefined && { unit: { propertyId } }),
      ...(after !== undefined && {
        OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
      }),
    },
    include: SHOWN,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
}
