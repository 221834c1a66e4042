import { localDateAt } from '../../domain/calendar';
import { withoutAdditions } from '../../domain/lease-amendments';
import { paymentScheduleSchema } from '../../domain/lease-terms';
import type { Transaction } from '../database';
import { fromSqlDate, fromSqlDateOrNull } from '../plain-dates';
import { changeableFrom } from './amend-lease';
import { additionsOf } from './cancel-amendment';
import { loadLease } from './lock-lease';

/**
 * A lease's amendments, the newest first, each with who took it back, and whether that can still be done.
 * @throws TenureError not_found for the lease
 */
export async function listAmendments(tx: Transaction, leaseId: string, now: Date) {
  const lease = await loadLease(tx, leaseId);
  const rows = await tx.leaseAmendment.findMany({
    where: { leaseId },
    include: { canceled: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 60,
  });
  const from = await changeableFrom(tx, lease, localDateAt(now.getTime(), lease.timeZone));
  const schedule = paymentScheduleSchema.parse(lease.paymentSchedule);
  return rows.map((row) => {
    const effectiveOn = fromSqlDate(row.effectiveOn);
    const stands = row.canceled === null && STANDS.has(lease.status);
    return {
      ...row,
      effectiveOn,
      noticeGivenOn: fromSqlDateOrNull(row.noticeGivenOn),
      isCancelable:
        stands && from !== null && effectiveOn >= from && withoutAdditions(schedule, additionsOf(row)) !== null,
    };
  });
}

const STANDS = new Set(['signed', 'scheduled', 'active']);
