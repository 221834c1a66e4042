import { TenureError } from '../../domain/errors';
import { cents } from '../../domain/money';
import { type RentShare, splitProblems } from '../../domain/rent-shares';
import { appendAudit } from '../audit/append-audit';
import { fromSqlCents } from '../cents';
import type { Transaction } from '../database';
import { lockLease } from './lock-lease';

/** How a lease's rent is split among its tenants, the one written to first first, with their names. */
export async function rentSharesOf(
  tx: Transaction,
  leaseId: string,
): Promise<{ shares: RentShare[]; names: ReadonlyMap<string, string> }> {
  const rows = await tx.leaseTenant.findMany({
    where: { leaseId },
    include: { tenant: { select: { name: true } } },
    orderBy: [{ isPrimary: 'desc' }, { tenantId: 'asc' }],
  });
  const shares = rows.map(({ tenantId, shareBps, shareCents }) => ({
    tenantId,
    shareBps,
    shareCents: shareCents === null ? null : fromSqlCents(shareCents),
  }));
  return { shares, names: new Map(rows.map(({ tenantId, tenant }) => [tenantId, tenant.name])) };
}

export type NewSplit = {
  organizationId: string;
  leaseId: string;
  /** Every tenant once; empty for no split. */
  shares: readonly RentShare[];
  actor: string;
};

/**
 * Says who pays which part of the rent. Everybody stays liable for all of it, and the lease's ledger is one.
 * @throws TenureError not_found, invalid_request where the parts are not the whole, not_possible on a lease that is over
 */
export async function splitRent(tx: Transaction, { organizationId, leaseId, shares, actor }: NewSplit): Promise<void> {
  const lease = await lockLease(tx, leaseId);
  if (lease.status === 'canceled' || lease.status === 'closed') {
    throw new TenureError('not_possible', 'This lease is over.');
  }
  const named = new Map(shares.map((share) => [share.tenantId, share]));
  const strangers = shares.filter(({ tenantId }) => !lease.tenants.some((own) => own.tenantId === tenantId));
  const split = lease.tenants.map(
    ({ tenantId }) => named.get(tenantId) ?? { tenantId, shareBps: null, shareCents: null },
  );
  const params = [
    ...(strangers.length > 0 || named.size < shares.length
      ? [{ name: 'shares', reason: 'must name tenants of this lease, each once' }]
      : []),
    ...splitProblems(split, cents(Number(lease.rentCents))),
  ];
  if (params.length > 0) throw new TenureError('invalid_request', 'The parts are not the whole rent.', { params });
  for (const { tenantId, shareBps, shareCents } of split) {
    await tx.leaseTenant.update({
      where: { leaseId_tenantId: { leaseId, tenantId } },
      data: { shareBps, shareCents: shareCents === null ? null : BigInt(shareCents) },
    });
  }
  await appendAudit(tx, { organizationId, actor, action: 'lease.split', subjectId: leaseId, after: split });
}
