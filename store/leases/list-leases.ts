import { notFound } from '../../domain/errors';
import type { Transaction } from '../database';
import type { Prisma } from '../generated/client';

const SHOWN = {
  unit: { include: { property: true } },
  tenants: { orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }], include: { tenant: true } },
  envelopes: {
    orderBy: { sequence: 'desc' },
    take: 1,
    include: { signers: { orderBy: [{ routingOrder: 'asc' }, { recipientRef: 'asc' }] } },
  },
  mandates: { where: { status: 'active' }, include: { paymentMethod: true } },
} as const satisfies Prisma.LeaseInclude;

/** Where a lease's money stands, in cents. What is owed is positive, what is paid ahead negative. */
export type LeaseMoneyNow = { balanceCents: number; inTransitCents: number; depositHeldCents: number };
/** A lease with everything that is shown of it. */
export type ShownLease = Prisma.LeaseGetPayload<{ include: typeof SHOWN }> & { money: LeaseMoneyNow };

/** One lease. @throws TenureError not_found */
export async function readLease(tx: Transaction, id: string): Promise<ShownLease> {
  const lease = await tx.lease.findUnique({ where: { id }, include: SHOWN });
  if (lease === null) throw notFound('lease');
  const [shown] = await withMoney(tx, [lease]);
  if (shown === undefined) throw notFound('lease');
  return shown;
}

export type LeaseFilter = {
  status?: readonly string[] | undefined;
  unitId?: string | undefined;
  propertyId?: string | undefined;
  applicationId?: string | undefined;
  /** A part of a tenant's name, the address or the unit's number. */
  q?: string | undefined;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
};

/** Leases, the newest first; one more than `limit` where there are more. */
export async function listLeases(tx: Transaction, filter: LeaseFilter): Promise<ShownLease[]> {
  const { after, limit } = filter;
  const leases = await tx.lease.findMany({
    where: {
      AND: [
        where(filter),
        after === undefined
          ? {}
          : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] },
      ],
    },
    include: SHOWN,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return withMoney(tx, leases);
}

function where({ status, unitId, propertyId, applicationId, q }: LeaseFilter): Prisma.LeaseWhereInput {
  const words = q === undefined ? undefined : ({ contains: q, mode: 'insensitive' } as const);
  return {
    ...(status !== undefined && { status: { in: [...status] } }),
    ...(unitId !== undefined && { unitId }),
    ...(propertyId !== undefined && { unit: { propertyId } }),
    ...(applicationId !== undefined && { applicationId }),
    ...(words !== undefined && {
      OR: [
        { tenants: { some: { tenant: { name: words } } } },
        { unit: { property: { addressLine1: words } } },
        { unit: { property: { name: words } } },
        { unit: { number: words } },
      ],
    }),
  };
}

/** One statement for however many leases. */
async function withMoney(
  tx: Transaction,
  leases: readonly Prisma.LeaseGetPayload<{ include: typeof SHOWN }>[],
): Promise<ShownLease[]> {
  const balances = await tx.leaseBalance.findMany({
    where: {
      leaseId: { in: leases.map(({ id }) => id) },
      account: { in: ['receivable', 'tenant_credit', 'in_transit', 'deposits_held'] },
    },
  });
  const sum = (leaseId: string, account: string) =>
    Number(balances.find((row) => row.leaseId === leaseId && row.account === account)?.balanceCents ?? 0n);
  return leases.map((lease) => ({
    ...lease,
    money: {
      balanceCents: sum(lease.id, 'receivable') + sum(lease.id, 'tenant_credit'),
      inTransitCents: sum(lease.id, 'in_transit'),
      // A credit balance: negative in the ledger, said as what is held.
      depositHeldCents: 0 - sum(lease.id, 'deposits_held'),
    },
  }));
}
