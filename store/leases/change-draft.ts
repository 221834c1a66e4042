import type { PlainDateString } from '../../domain/calendar';
import { notFound, TenureError } from '../../domain/errors';
import type { LeaseTerms, PaymentSchedule } from '../../domain/lease-terms';
import { appendAudit } from '../audit/append-audit';
import type { Transaction } from '../database';
import { fromSqlDate, fromSqlDateOrNull, toSqlDate, toSqlDateOrNull } from '../plain-dates';
import { assertLawful } from './judge-stored-lease';
import { loadLease, lockLease, termsOfLease } from './lock-lease';

export type DraftChange = {
  organizationId: string;
  leaseId: string;
  /** The version the person saw; null where they did not say. */
  version: number | null;
  changes: {
    tenantIds?: readonly string[] | undefined;
    startsOn?: PlainDateString | undefined;
    endsOn?: PlainDateString | null | undefined;
    rentCents?: number | undefined;
    depositCents?: number | undefined;
    dueDay?: number | undefined;
    paymentSchedule?: PaymentSchedule | undefined;
    terms?: LeaseTerms | undefined;
  };
  actor: string;
};

/**
 * Changes a lease that nobody has been sent.
 * @throws TenureError illegal_transition once it was sent: void it first; version_conflict; invalid_request for dates
 * that cannot be; rule_forbids where an enforced rule forbids its fees
 */
export async function changeDraft(tx: Transaction, change: DraftChange): Promise<void> {
  const { organizationId, leaseId, version, changes, actor } = change;
  const lease = await lockLease(tx, leaseId);
  if (lease.status !== 'draft') {
    throw new TenureError('illegal_transition', 'Only a draft can be changed. Void what was sent first.');
  }
  if (version !== null && version !== lease.version) {
    throw new TenureError('version_conflict', 'Somebody changed this lease meanwhile. Look at it again first.');
  }
  const { tenantIds, startsOn, endsOn, rentCents, depositCents, ...rest } = changes;
  assertTerm(startsOn ?? fromSqlDate(lease.startsOn), endsOn === undefined ? fromSqlDateOrNull(lease.endsOn) : endsOn);
  await tx.lease.update({
    where: { id: leaseId },
    data: {
      ...(startsOn !== undefined && { startsOn: toSqlDate(startsOn) }),
      ...(endsOn !== undefined && { endsOn: toSqlDateOrNull(endsOn) }),
      ...(rentCents !== undefined && { rentCents: BigInt(rentCents) }),
      ...(depositCents !== undefined && { depositCents: BigInt(depositCents) }),
      ...(rest.dueDay !== undefined && { dueDay: rest.dueDay }),
      ...(rest.paymentSchedule !== undefined && { paymentSchedule: rest.paymentSchedule }),
      ...(rest.terms !== undefined && { terms: rest.terms }),
      version: { increment: 1 },
    },
    select: { id: true },
  });
  const changed = await loadLease(tx, leaseId);
  const { state, unit } = changed;
  assertLawful({ state, unitsInBuilding: unit.property.unitCount, money: termsOfLease(changed), terms: changed.terms });
  if (tenantIds !== undefined) await replaceTenants(tx, { organizationId, leaseId, tenantIds });
  await appendAudit(tx, { organizationId, actor, action: 'lease.changed', subjectId: leaseId, after: changes });
}

/** Refuses a term that ends before it begins. @throws TenureError invalid_request */
export function assertTerm(startsOn: string, endsOn: string | null): void {
  if (endsOn === null || endsOn >= startsOn) return;
  throw new TenureError('invalid_request', 'The lease ends before it begins.', {
    params: [{ name: 'ends_on', reason: 'must not be before starts_on' }],
  });
}

async function replaceTenants(
  tx: Transaction,
  { organizationId, leaseId, tenantIds }: { organizationId: string; leaseId: string; tenantIds: readonly string[] },
): Promise<void> {
  const ids = [...new Set(tenantIds)];
  if ((await tx.tenant.count({ where: { id: { in: ids } } })) !== ids.length) throw notFound('tenant');
  await tx.leaseTenant.deleteMany({ where: { leaseId } });
  await tx.leaseTenant.createMany({
    data: ids.map((tenantId, index) => ({ organizationId, leaseId, tenantId, isPrimary: index === 0 })),
  });
}
