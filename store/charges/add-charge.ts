import { addDays, localDateAt, type PlainDateString, periodOf } from '../../domain/calendar';
import type { ChargeKind } from '../../domain/charge-kinds';
import { notFound, TenureError } from '../../domain/errors';
import type { Cents } from '../../domain/money';
import { enqueueCommand } from '../commands/enqueue-command';
import type { Transaction } from '../database';
import { newId } from '../new-id';
import { overPrisma } from '../sql-runner';
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

/** Charges a lease once for something, and has it collected where it is due soon. @returns the charge's id */
export async function addCharge(tx: Transaction, charge: OneOffCharge): Promise<string> {
  const { organizationId, leaseId, dueOn, actor, now } = charge;
  await tx.$queryRaw`select id from leases where id = ${leaseId} for update`;
  const lease = await tx.lease.findUnique({ where: { id: leaseId }, include: { unit: true } });
  if (lease === null) throw notFound('lease');
  if (['canceled', 'closed'].includes(lease.status)) throw new TenureError('not_possible', 'This lease is over.');
  const period = periodOf(dueOn);
  const [posted] = await postCharges(overPrisma(tx), organizationId, [
    {
      leaseId,
      kind: charge.kind,
      item: newId('charge'),
      label: charge.label,
      amountCents: charge.amountCents,
      period,
      dueOn,
      coversFrom: null,
      coversTo: null,
      rule: { name: 'one_off', text: 'Added by hand', by: actor },
      alsoAbout: [lease.unitId, lease.unit.propertyId],
    },
  ]);
  if (posted === undefined) throw new TenureError('internal', 'The charge was not posted.');
  const isSoon = dueOn <= addDays(localDateAt(now.getTime(), lease.timeZone), SOON_DAYS);
  if (isSoon && ['scheduled', 'active', 'ended'].includes(lease.status)) {
    const workflowId = `rent-collection/${leaseId}/${period}`;
    const input = { organizationId, leaseId, propertyId: lease.unit.propertyId, period };
    const signal = { kind: 'signal_with_start', signal: 'moneyChanged', input, restart: true } as const;
    await enqueueCommand(tx, { organizationId, workflowType: 'rentCollection', workflowId, ...signal });
  }
  return posted.id;
}
