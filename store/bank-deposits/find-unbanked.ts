import { addDays, daysInclusive, localDateAt } from '../../domain/calendar';
import { explainUnbanked, type FoundDifference } from '../../domain/reconciliation/differences';
import type { RunSql } from '../sql-runner';
import { undepositedSince } from './list-undeposited';

/** Money in the drawer for longer than this is a work item. */
const DAYS_IN_DRAWER = 7;

/** Cash, checks and money orders that nobody took to the bank for a week, by the organization's own clock. */
export async function findUnbanked(
  run: RunSql,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<FoundDifference[]> {
  const [organization] = await run<{ zone: string }>('select time_zone as zone from organizations where id = $1', [
    organizationId,
  ]);
  const today = localDateAt(now.getTime(), organization?.zone ?? 'UTC');
  const lying = await undepositedSince(run, { organizationId, before: addDays(today, -DAYS_IN_DRAWER) });
  return lying.map(({ paymentId, leaseId, amountCents, method, effectiveOn }) =>
    explainUnbanked({ paymentId, leaseId, amountCents, method, days: daysInclusive(effectiveOn, today) - 1 }),
  );
}
