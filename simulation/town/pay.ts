import { addDays, laterOf, type PlainDateString } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { workflowIds } from '../../domain/workflow-ids';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { createLink } from '../../store/links/create-link';
import { turnAutopayOn } from '../../store/mandates/turn-autopay-on';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { overPrisma } from '../../store/sql-runner';
import { givenMethod } from '../../tests/money/support/given-lease';
import { askWorkflow } from './ask-workflow';
import type { IntentionOf } from './intentions';
import { ACTOR, type Home, type Town } from './town';

/** What is due within so many days counts as owed: people pay a month a little before its day. */
const SOON_DAYS = 6;

/** A share of what is owed today or soon, or to move in, in cents; at least a dollar where anything is. */
function owedShare({ within }: Town, { lease, household }: Home, share: number, today: PlainDateString) {
  const until = addDays(laterOf(today, household.startsOn), SOON_DAYS);
  return within(async (tx) => {
    const open = await openCharges(overPrisma(tx), lease.organizationId, lease.leaseId);
    const soon = totalOpen(open.filter(({ dueOn }) => dueOn <= until));
    return soon <= 0 ? 0 : Math.max(100, Math.round(soon * share));
  });
}

/** Cash, a check or a transfer that the landlord writes down, by one of the people who live there. */
export async function payOffline(
  town: Town,
  home: Home,
  pays: IntentionOf<'pays_offline'>,
  today: PlainDateString,
): Promise<void> {
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

/** One payment by the way that is stored. */
export async function payStored(
  town: Town,
  home: Home,
  { share }: IntentionOf<'pays_stored'>,
  today: PlainDateString,
): Promise<void> {
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
export async function payOnPage(
  town: Town,
  home: Home,
  pays: IntentionOf<'pays_on_page'>,
  today: PlainDateString,
): Promise<void> {
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
  const opening = { workflowId: workflowIds.payment(paymentId), update: 'openCheckout', args: { linkId } };
  const { url } = await askWorkflow<{ linkId: string }, { url: string }>(town, opening);
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

/** Stores a card or a bank account; with autopay, the authorization as well. */
export async function storeMethod(
  town: Town,
  home: Home,
  { name, autopay }: IntentionOf<'stores_method'>,
): Promise<void> {
  const { organizationId, leaseId, tenantId } = home.lease;
  const paymentMethodId = await givenMethod(town.world, home.lease, name);
  home.methodId = paymentMethodId;
  if (!autopay) return;
  const words = { authorization: 'I authorize it.', ip: null, userAgent: null, authorizedAt: town.world.now() };
  const given = { organizationId, leaseId, tenantId, paymentMethodId, ...words };
  await town.within((tx) => turnAutopayOn(tx, given));
}
