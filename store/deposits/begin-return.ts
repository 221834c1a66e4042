import { earlierOf, type PlainDateString } from '../../domain/calendar';
import { depositReturnDeadline } from '../../domain/deposit-return';
import { assertMayBecome } from '../../domain/states';
import { workflowIds } from '../../domain/workflow-ids';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { appendEvent } from '../events/append-event';
import { fromSqlDate, fromSqlDateOrNull, toSqlDate } from '../plain-dates';
import { depositStanding } from './deposit-standing';
import { depositStatus } from './deposit-status';

/**
 * The lease has ended and money is held for it: from now on the law's clock runs, and a workflow watches it. Money that
 * comes after everything was accounted for begins it again. Where nothing is held, or it runs already, nothing happens.
 * The lease must be locked.
 */
export async function beginReturn(
  tx: Transaction,
  of: { organizationId: string; leaseId: string; on: PlainDateString },
): Promise<void> {
  const { organizationId, leaseId, on } = of;
  const deposit = await tx.deposit.findUnique({ where: { leaseId }, include: { lease: { include: { unit: true } } } });
  if (deposit === null || deposit.status === 'due') return;
  const { lease } = deposit;
  if (lease.status !== 'ended' && lease.status !== 'closed') return;
  const { heldCents } = await depositStanding(tx, of);
  if (heldCents <= 0) return;
  assertMayBecome('deposit', depositStatus(deposit.status), 'due');
  const last = fromSqlDateOrNull(lease.endsOn) ?? on;
  const movedOutOn = deposit.movedOutOn === null ? earlierOf(last, on) : fromSqlDate(deposit.movedOutOn);
  const { dueOn, rule } = await setClock(tx, { depositId: deposit.id, state: lease.state, movedOutOn, status: 'due' });
  await appendEvent(tx, {
    organizationId,
    type: 'deposit.due',
    subjectId: leaseId,
    alsoAbout: [deposit.id, lease.unitId, lease.unit.propertyId],
    payload: { held_cents: heldCents, due_on: dueOn, rule: rule.text, source: rule.source },
  });
  const input = { organizationId, leaseId, propertyId: lease.unit.propertyId };
  const workflowId = workflowIds.depositReturn(leaseId);
  const start = { kind: 'start', input, restart: true } as const;
  await enqueueCommand(tx, { organizationId, workflowType: 'depositReturn', workflowId, ...start });
}

/** Writes down by when a deposit must be back; longer in some states where something is kept. */
export async function setClock(
  tx: Transaction,
  of: { depositId: string; state: string; movedOutOn: PlainDateString; status?: 'due' },
) {
  const kept = await tx.depositMovement.count({
    where: { depositId: of.depositId, kind: 'deduction', status: 'posted' },
  });
  const deadline = depositReturnDeadline(of.state, of.movedOutOn, kept > 0);
  const { dueOn, rule, warnings } = deadline;
  await tx.deposit.update({
    where: { id: of.depositId },
    data: {
      movedOutOn: toSqlDate(of.movedOutOn),
      dueOn: toSqlDate(dueOn),
      rule: { ...rule, warnings, with_deductions: kept > 0 },
      ...(of.status === undefined ? {} : { status: of.status, settledAt: null, warned: null }),
    },
    select: { id: true },
  });
  return deadline;
}

/** Tells the workflow that watches a deposit to look again. */
export async function tellDepositChanged(
  tx: Transaction,
  { organizationId, leaseId }: { organizationId: string; leaseId: string },
): Promise<void> {
  const workflow = { workflowType: 'depositReturn', workflowId: workflowIds.depositReturn(leaseId) } as const;
  await enqueueCommand(tx, { organizationId, ...workflow, kind: 'signal', signal: 'depositChanged', ifThere: true });
}
