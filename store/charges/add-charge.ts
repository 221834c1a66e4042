import { addDays, localDateAt, type PlainDateString, periodOf } from '../../domain/calendar';
import type { ChargeKind } from '../../domain/charge-kinds';
import { notFound, TenureError } from '../../domain/errors';
import { type Finding, refuseForbidden } from '../../domain/jurisdictions/legal-rule';
import type { Cents } from '../../domain/money';
import { dueDaysOf } from '../../domain/money-days';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import type { Lease } from '../generated/client';
import { newId } from '../new-id';
import { fromSqlDate } from '../plain-dates';
import { overPrisma } from '../sql-runner';
import { judgeOneOff } from './judge-one-off';
import { postCharges } from './post-charges';

export type OneOffCharge = {
  organizationId: string;
  leaseId: string;
  kind: ChargeKind;
  label: string;
  amountCents: Cents;
  dueOn: PlainDateString;
  actor: string;
  now: Date;
};

/** Collected soon: what is due by then is asked for now. */
const SOON_DAYS = 5;

/**
 * Charges a lease once for something, and has it collected where it is due soon. Late fees, fees for returned payments
 * and deposits are held against the rules in force on the day first.
 * @returns the charge's id, and what unverified rules warn of
 * @throws TenureError not_found, not_possible, invalid_request for a day that cannot be, rule_forbids
 */
export async function addCharge(tx: Transaction, charge: OneOffCharge): Promise<{ id: string; warnings: Finding[] }> {
  const { organizationId, leaseId, dueOn, actor, now } = charge;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const lease = await tx.lease.findUnique({
    where: { id: leaseId },
    include: { unit: { include: { property: true } } },
  });
  if (lease === null) throw notFound('lease');
  if (['canceled', 'closed'].includes(lease.status)) throw new TenureError('not_possible', 'This lease is over.');
  if (['draft', 'out_for_signature'].includes(lease.status)) {
    throw new TenureError('not_possible', 'Nothing can be charged on a lease that is not signed.');
  }
  refuseStrangeDay(lease, dueOn, now);
  const { findings, rule, period } = await judgeOneOff(tx, lease, charge);
  const warnings = refuseForbidden(findings);
  const [posted] = await postCharges(overPrisma(tx), organizationId, [
    {
      leaseId,
      kind: charge.kind,
      item: newId('charge'),
      label: charge.label,
      amountCents: charge.amountCents,
      period: period ?? periodOf(dueOn),
      dueOn,
      coversFrom: null,
      coversTo: null,
      rule: { name: 'one_off', text: 'Added by hand', ...rule, by: actor },
      alsoAbout: [lease.unitId, lease.unit.propertyId],
    },
  ]);
  if (posted === undefined) throw new TenureError('internal', 'The charge was not posted.');
  const isSoon = dueOn <= addDays(localDateAt(now.getTime(), lease.timeZone), SOON_DAYS);
  if (isSoon && ['scheduled', 'active', 'ended'].includes(lease.status)) {
    await collectSoon(tx, { organizationId, leaseId, propertyId: lease.unit.propertyId, period: periodOf(dueOn) });
  }
  return { id: posted.id, warnings };
}

/** @throws TenureError invalid_request for a day before there was a lease, or absurdly far ahead */
function refuseStrangeDay(lease: Lease, dueOn: PlainDateString, now: Date): void {
  const { from, to } = dueDaysOf({
    startsOn: fromSqlDate(lease.startsOn),
    drawnUpOn: localDateAt(lease.createdAt.getTime(), lease.timeZone),
    today: localDateAt(now.getTime(), lease.timeZone),
  });
  const refuse = (detail: string, reason: string) => {
    throw new TenureError('invalid_request', detail, { params: [{ name: 'due_on', reason }] });
  };
  if (dueOn < from) refuse('A charge cannot be due before the lease.', `must not be before ${from}`);
  if (dueOn > to) refuse('A charge can be due within the next twelve months.', `must not be after ${to}`);
}

async function collectSoon(
  tx: Transaction,
  input: { organizationId: string; leaseId: string; propertyId: string; period: string },
): Promise<void> {
  const { organizationId } = input;
  const workflowId = `rent-collection/${input.leaseId}/${input.period}`;
  const signal = { kind: 'signal_with_start', signal: 'moneyChanged', input, restart: true } as const;
  await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
}
