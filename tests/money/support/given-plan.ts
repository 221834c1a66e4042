import { addDays, type PlainDateString, periodOf } from '../../../domain/calendar';
import type { ChargeKind } from '../../../domain/charge-kinds';
import { cents } from '../../../domain/money';
import { postCharges } from '../../../store/charges/post-charges';
import { type Database, inOrganization } from '../../../store/database';
import { newId } from '../../../store/new-id';
import { acceptPlan } from '../../../store/payment-plans/accept-plan';
import { offerPlan } from '../../../store/payment-plans/offer-plan';
import { overPrisma } from '../../../store/sql-runner';
import type { World } from '../../workflows/support/world';
import type { GivenLease } from './given-lease';

/** Something that was due some days ago and is open. @returns the charge's id */
export async function givenPastDue(
  database: Database,
  { organizationId, leaseId, today }: GivenLease,
  { daysAgo, amountCents, kind = 'rent' }: { daysAgo: number; amountCents: number; kind?: ChargeKind },
): Promise<string> {
  const dueOn = addDays(today, -daysAgo);
  const [posted] = await inOrganization(database, organizationId, (tx) =>
    postCharges(overPrisma(tx), organizationId, [
      {
        leaseId,
        kind,
        item: kind === 'rent' ? '' : newId('charge'),
        label: kind,
        amountCents: cents(amountCents),
        period: periodOf(dueOn),
        dueOn,
        coversFrom: null,
        coversTo: null,
        rule: {},
      },
    ]),
  );
  if (posted === undefined) throw new Error('the charge stood already');
  return posted.id;
}

export type PlanOptions = { dates: [days: number, cents: number][]; graceDays?: number; acceptBy?: PlainDateString };

/** A plan offered to the lease's tenant: installments so many days from today. @returns its id */
export function givenOffer(
  world: World,
  lease: GivenLease,
  { dates, graceDays, acceptBy }: PlanOptions,
): Promise<string> {
  const { organizationId, leaseId, today } = lease;
  const installments = dates.map(([days, amount]) => ({ dueOn: addDays(today, days), amountCents: cents(amount) }));
  return inOrganization(world.database, organizationId, (tx) =>
    offerPlan(tx, {
      organizationId,
      leaseId,
      schedule: { kind: 'dates', installments },
      graceDays,
      acceptBy,
      actor: 'test',
      linkKey: world.deps.linkKey,
      now: world.now(),
    }),
  );
}

/** The tenant accepts it, with a stored way to pay or by link. */
export function accept(world: World, lease: GivenLease, planId: string, paymentMethodId: string | null): Promise<void> {
  const { organizationId, tenantId } = lease;
  return inOrganization(world.database, organizationId, (tx) =>
    acceptPlan(tx, {
      organizationId,
      planId,
      tenantId,
      paymentMethodId,
      locale: 'en',
      ip: '127.0.0.1',
      userAgent: 'test',
      linkKey: world.deps.linkKey,
      now: world.now(),
    }),
  );
}

export async function planStatus(world: World, planId: string): Promise<string> {
  const { rows } = await world.owner.query<{ status: string }>('select status from payment_plans where id = $1', [
    planId,
  ]);
  return rows[0]?.status ?? '';
}
