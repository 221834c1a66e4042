import { addDays, type PlainDateString } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { workflowIds } from '../../domain/workflow-ids';
import { openCharges } from '../../store/charges/open-charges';
import { takeBackCharge } from '../../store/charges/take-back-charge';
import { acceptPlan } from '../../store/payment-plans/accept-plan';
import { offerPlan } from '../../store/payment-plans/offer-plan';
import { correctPayment } from '../../store/payments/correct-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { requestRefund } from '../../store/refunds/request-refund';
import { overPrisma } from '../../store/sql-runner';
import { givenOutcomes } from '../../tests/money/support/given-lease';
import { askWorkflow } from './ask-workflow';
import type { Intention, IntentionOf } from './intentions';
import { payOffline, payOnPage, payStored, storeMethod } from './pay';
import { unlessRefused } from './refusals';
import { ACTOR, type Home, type Town } from './town';

/** Does what somebody wants, through the same functions as the API's routes. A refusal is kept and goes no further. */
export function perform(town: Town, home: Home, intention: Intention, today: PlainDateString): Promise<void> {
  const asked = { on: today, leaseId: home.lease.leaseId, wanted: intention.kind };
  return unlessRefused(town, asked, () => attempt(town, home, intention, today));
}

function attempt(town: Town, home: Home, intention: Intention, today: PlainDateString): Promise<unknown> {
  switch (intention.kind) {
    case 'pays_offline':
      return payOffline(town, home, intention, today);
    case 'pays_stored':
      return payStored(town, home, intention, today);
    case 'pays_on_page':
      return payOnPage(town, home, intention, today);
    case 'bank_will_say':
      return home.methodId === null
        ? Promise.resolve()
        : givenOutcomes(town.world, home.lease, home.methodId, intention.outcomes);
    case 'stores_method':
      return storeMethod(town, home, intention);
    case 'check_bounces':
      return bounceCheck(town, home);
    case 'amount_was_wrong':
      return correctAmount(town, home);
    case 'asks_credit_back':
      return giveCreditBack(town, home);
    case 'landlord_waives_fee':
      return waiveFee(town, home, today);
    case 'landlord_offers_plan':
      return offer(town, home, intention, today);
    case 'accepts_plan':
      return accept(town, home);
    case 'gives_notice':
      return giveNotice(town, home, intention);
  }
}

/** By the lease's own workflow. */
async function giveNotice(town: Town, { lease }: Home, { lastDay }: IntentionOf<'gives_notice'>): Promise<void> {
  const workflowId = workflowIds.lease(lease.leaseId);
  await askWorkflow(town, { workflowId, update: 'giveNotice', args: { on: lastDay, by: lease.tenantId } });
}

/** The last payment of a lease that was recorded by hand and still stands. */
async function lastOffline({ within }: Town, { lease }: Home) {
  return within((tx) =>
    tx.payment.findFirst({
      where: { leaseId: lease.leaseId, kind: 'offline', status: 'succeeded' },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
  );
}

async function bounceCheck(town: Town, home: Home): Promise<void> {
  const last = await lastOffline(town, home);
  if (last === null) return;
  const { organizationId } = home.lease;
  const voiding = { organizationId, paymentId: last.id, reason: 'The check bounced', actor: ACTOR };
  await town.within((tx) => voidPayment(tx, { ...voiding, now: town.world.now() }));
}

async function correctAmount(town: Town, home: Home): Promise<void> {
  const last = await lastOffline(town, home);
  if (last === null) return;
  const { organizationId } = home.lease;
  const right = cents(Math.max(100, Math.round(Number(last.amountCents) * 0.9)));
  const correction = { organizationId, paymentId: last.id, reason: 'A typo', actor: ACTOR };
  const changes = { amountCents: right };
  await town.within((tx) => correctPayment(tx, { ...correction, changes, now: town.world.now() }));
}

/** What was paid ahead goes back out of the last payment, the way that it came. */
async function giveCreditBack(town: Town, home: Home): Promise<void> {
  const { organizationId, leaseId } = home.lease;
  await town.within(async (tx) => {
    const credit = await tx.leaseBalance.findFirst({ where: { leaseId, account: 'tenant_credit' } });
    const creditCents = -Number(credit?.balanceCents ?? 0n);
    const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
    const last = await tx.payment.findFirst({
      where: { leaseId, status: 'succeeded', kind: { not: 'deposit' } },
      orderBy,
    });
    if (creditCents <= 0 || last === null) return;
    await requestRefund(tx, {
      organizationId,
      paymentId: last.id,
      amountCents: cents(Math.min(creditCents, Number(last.amountCents))),
      method: last.kind === 'offline' ? 'check' : 'original',
      reason: 'Paid more than was owed',
      voidCharges: false,
      actor: ACTOR,
      now: town.world.now(),
    });
  });
}

async function waiveFee({ within, world }: Town, { lease }: Home, on: PlainDateString): Promise<void> {
  const { organizationId, leaseId } = lease;
  await within(async (tx) => {
    const open = await openCharges(overPrisma(tx), organizationId, leaseId);
    const fee = open.find(({ kind }) => kind === 'late_fee');
    if (fee === undefined) return;
    const taken = {
      organizationId,
      chargeId: fee.chargeId,
      how: 'waive',
      reason: 'A good tenant',
      actor: ACTOR,
    } as const;
    await takeBackCharge(tx, { ...taken, on, now: world.now() });
  });
}

async function offer(
  { within, world }: Town,
  { lease }: Home,
  { count }: IntentionOf<'landlord_offers_plan'>,
  today: PlainDateString,
): Promise<void> {
  const { organizationId, leaseId } = lease;
  const firstDueOn = addDays(today, 7);
  const schedule = { kind: 'split', count, every: 'two_weeks', firstDueOn, downPaymentCents: cents(0) } as const;
  const wishes = { organizationId, leaseId, schedule, actor: ACTOR, linkKey: world.deps.linkKey };
  await within((tx) => offerPlan(tx, { ...wishes, now: world.now() }));
}

async function accept({ within, world }: Town, { lease, methodId }: Home): Promise<void> {
  const { organizationId, leaseId, tenantId } = lease;
  await within(async (tx) => {
    const plan = await tx.paymentPlan.findFirst({ where: { leaseId, status: 'offered' } });
    if (plan === null) return;
    const accepted = { organizationId, planId: plan.id, tenantId, paymentMethodId: methodId, locale: 'en' };
    const from = { ip: '127.0.0.1', userAgent: 'simulation', linkKey: world.deps.linkKey, now: world.now() };
    await acceptPlan(tx, { ...accepted, ...from });
  });
}
