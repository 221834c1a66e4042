import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { addDays, type PlainDateString } from '../../domain/calendar';
import { TenureError } from '../../domain/errors';
import { cents } from '../../domain/money';
import { workflowIds } from '../../domain/workflow-ids';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { takeBackCharge } from '../../store/charges/take-back-charge';
import { createLink } from '../../store/links/create-link';
import { turnAutopayOn } from '../../store/mandates/turn-autopay-on';
import { acceptPlan } from '../../store/payment-plans/accept-plan';
import { offerPlan } from '../../store/payment-plans/offer-plan';
import { correctPayment } from '../../store/payments/correct-payment';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { voidPayment } from '../../store/payments/void-payment';
import { requestRefund } from '../../store/refunds/request-refund';
import { overPrisma } from '../../store/sql-runner';
import { givenMethod, givenOutcomes } from '../../tests/money/support/given-lease';
import { eventually } from '../../tests/workflows/support/eventually';
import type { Intention } from './intentions';
import type { Home, Town } from './town';

type Of<K extends Intention['kind']> = Extract<Intention, { kind: K }>;

/** What is due within so many days counts as owed: people pay a month a little before its day. */
const SOON_DAYS = 6;
const ACTOR = 'usr_simulation';

/** Does what somebody wants, through the same functions as the API's routes. A refusal is kept and goes no further. */
export async function perform(town: Town, home: Home, intention: Intention, today: PlainDateString): Promise<void> {
  try {
    await attempt(town, home, intention, today);
  } catch (error) {
    const refused = refusalIn(error);
    if (refused === null) throw error;
    const { code, message } = refused;
    town.refusals.push({ on: today, leaseId: home.lease.leaseId, wanted: intention.kind, code, message });
  }
}

/** The product's own word, said directly or by a workflow's update; null for anything that went wrong. */
function refusalIn(error: unknown): { code: string; message: string } | null {
  if (error instanceof TenureError && error.code !== 'internal') return error;
  if (error instanceof WorkflowNotFoundError) return { code: 'not_found', message: 'It is over already.' };
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  const cause: unknown = error.cause;
  const { type, message } = { type: '', message: '', ...(cause as object) };
  return { code: String(type), message: String(message) };
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
function giveNotice({ world }: Town, { lease }: Home, { lastDay }: Of<'gives_notice'>): Promise<unknown> {
  const handle = world.client.workflow.getHandle(workflowIds.lease(lease.leaseId));
  return handle.executeUpdate('giveNotice', { args: [{ on: lastDay, by: lease.tenantId }] });
}

/** A share of what is owed today or soon, in cents; at least a dollar where anything is. */
function owedShare({ within }: Town, { lease }: Home, share: number, today: PlainDateString): Promise<number> {
  return within(async (tx) => {
    const open = await openCharges(overPrisma(tx), lease.organizationId, lease.leaseId);
    const soon = totalOpen(open.filter(({ dueOn }) => dueOn <= addDays(today, SOON_DAYS)));
    return soon <= 0 ? 0 : Math.max(100, Math.round(soon * share));
  });
}

async function payOffline(town: Town, home: Home, pays: Of<'pays_offline'>, today: PlainDateString): Promise<void> {
  const amount = await owedShare(town, home, pays.share, today);
  if (amount <= 0) return;
  const { organizationId, leaseId } = home.lease;
  const tenantId = home.tenantIds[pays.person] ?? home.lease.tenantId;
  const paid = { organizationId, leaseId, tenantId, method: pays.method, amountCents: cents(amount) };
  const effectiveOn = addDays(today, -pays.daysAgo);
  await town.within((tx) =>
    recordOfflinePayment(tx, { ...paid, effectiveOn, recordedBy: ACTOR, now: town.world.now() }),
  );
}

async function payStored(town: Town, home: Home, { share }: Of<'pays_stored'>, today: PlainDateString): Promise<void> {
  const amount = await owedShare(town, home, share, today);
  if (amount <= 0 || home.methodId === null) return;
  const { organizationId, leaseId, tenantId } = home.lease;
  const by = { kind: 'stored', paymentMethodId: home.methodId } as const;
  const wanted = { organizationId, leaseId, tenantId, amountCents: cents(amount), by, actor: tenantId };
  await town.within((tx) => createPayment(tx, { ...wanted, now: town.world.now() }));
}

const GOOD_CARD = '4242424242424242';
const EMPTY_CARD = '4000000000009995';

/** Opens the vendor's page as the link does, and fills it in; a card may be refused there first. */
async function payOnPage(town: Town, home: Home, pays: Of<'pays_on_page'>, today: PlainDateString): Promise<void> {
  const amount = await owedShare(town, home, pays.share, today);
  if (amount <= 0) return;
  const { world, within } = town;
  const { organizationId, leaseId, tenantId } = home.lease;
  const now = world.now();
  const { paymentId, linkId } = await within(async (tx) => {
    const by = { kind: 'hosted', method: pays.way } as const;
    const wanted = { organizationId, leaseId, tenantId, amountCents: cents(amount), by, actor: tenantId, now };
    const { paymentId } = await createPayment(tx, wanted);
    const expiresAt = new Date(now.getTime() + 86_400_000);
    const of = { organizationId, purpose: 'pay', subjectId: leaseId, partyId: tenantId, locale: 'en' } as const;
    return { paymentId, linkId: await createLink(tx, world.deps.linkKey, { ...of, expiresAt }) };
  });
  const handle = world.client.workflow.getHandle(workflowIds.payment(paymentId));
  await eventually(async () => (await handle.describe()).runId, { what: 'the payment’s workflow' });
  const { url } = await handle.executeUpdate<{ url: string }, [{ linkId: string }]>('openCheckout', {
    args: [{ linkId }],
  });
  if (pays.declinedFirst) await fillIn(url, home, 'card', EMPTY_CARD);
  await fillIn(url, home, pays.way, GOOD_CARD);
}

async function fillIn(url: string, { lease }: Home, method: 'card' | 'us_bank_account', number: string): Promise<void> {
  const entered = {
    method,
    name: 'A Tenant',
    email: lease.email,
    ...(method === 'card'
      ? { number, expiry: '12/49', cvc: '123' }
      : { routing_number: '110000000', account_number: '000123456789', account_type: 'checking' }),
  };
  await fetch(url, { method: 'POST', body: new URLSearchParams(entered), redirect: 'manual' });
}

async function storeMethod(town: Town, home: Home, { name, autopay }: Of<'stores_method'>): Promise<void> {
  const { organizationId, leaseId, tenantId } = home.lease;
  const paymentMethodId = await givenMethod(town.world, home.lease, name);
  home.methodId = paymentMethodId;
  if (!autopay) return;
  const words = { authorization: 'I authorize it.', ip: null, userAgent: null, authorizedAt: town.world.now() };
  const given = { organizationId, leaseId, tenantId, paymentMethodId, ...words };
  await town.within((tx) => turnAutopayOn(tx, given));
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
    const last = await tx.payment.findFirst({ where: { leaseId, status: 'succeeded' }, orderBy });
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
  { count }: Of<'landlord_offers_plan'>,
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
