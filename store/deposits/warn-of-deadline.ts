import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { fromSqlDateOrNull } from '../plain-dates';
import { depositStanding } from './deposit-standing';

/** How far the time is over: half of it, all but three days, all of it. */
export const WARNINGS = ['half', 'last', 'passed'] as const;
export type Warning = (typeof WARNINGS)[number];

/** Whether a stored text names a warning. */
export function warningOf(text: string | null): Warning | null {
  return WARNINGS.find((known) => known === text) ?? null;
}

/** Tells the members that a deposit must be back soon, or should have been. Each warning is given once. */
export async function warnOfDeadline(
  tx: Transaction,
  { organizationId, leaseId, warning }: { organizationId: string; leaseId: string; warning: Warning },
): Promise<void> {
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const deposit = await tx.deposit.findUnique({ where: { leaseId }, include: { lease: { include: { unit: true } } } });
  if (deposit === null || deposit.status !== 'due') return;
  const given = warningOf(deposit.warned);
  if (given !== null && WARNINGS.indexOf(given) >= WARNINGS.indexOf(warning)) return;
  await tx.deposit.update({ where: { id: deposit.id }, data: { warned: warning }, select: { id: true } });
  const { heldCents } = await depositStanding(tx, { organizationId, leaseId });
  await appendEvent(tx, {
    organizationId,
    type: warning === 'passed' ? 'deposit.deadline_passed' : 'deposit.deadline_near',
    subjectId: leaseId,
    alsoAbout: [deposit.id, deposit.lease.unitId, deposit.lease.unit.propertyId],
    payload: { due_on: fromSqlDateOrNull(deposit.dueOn), held_cents: heldCents, warning },
  });
}
