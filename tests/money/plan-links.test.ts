import { addDays } from '../../domain/calendar';
import { inOrganization } from '../../store/database';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { endPlan } from '../../store/payment-plans/end-plan';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { owed, taken } from './support/books';
import { type GivenLease, givenLease, givenMethod } from './support/given-lease';
import { givenOffer, givenPastDue, planStatus } from './support/given-plan';
import { BANK, type Pages, startPages } from './support/link-pages';

let world: World;
let pages: Pages;
beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
  pages = await startPages(world);
});
afterAll(async () => {
  await pages.close();
  await world.close();
});

async function linkOf(lease: GivenLease, planId: string): Promise<string> {
  const { linkKey } = world.deps;
  const { organizationId, tenantId: partyId } = lease;
  const expiresAt = new Date(Date.now() + 86_400_000);
  const link = {
    organizationId,
    purpose: 'payment_plan',
    subjectId: planId,
    partyId,
    locale: 'en',
    expiresAt,
  } as const;
  const id = await inOrganization(world.database, organizationId, (tx) => createLink(tx, linkKey, link));
  return `/l/${tokenOfLink(linkKey, id)}`;
}

const result = (planId: string) => world.client.workflow.getHandle(`plan/${planId}`).result();

test('a tenant reads a plan in two languages, accepts it with a stored card, and what is due today is taken once', async () => {
  const lease = await givenLease(world.database);
  await givenPastDue(world.database, lease, { daysAgo: 12, amountCents: 80_000 });
  const card = await givenMethod(world, lease, 'card_visa');
  const planId = await givenOffer(world, lease, {
    dates: [
      [0, 30_000],
      [30, 50_000],
    ],
    acceptBy: lease.today,
  });
  const link = await linkOf(lease, planId);
  expect((await pages.get(link)).html).toContain('Pay in installments');
  expect((await pages.get(`${link}?lang=es`)).html).toContain('Pague en cuotas');
  expect(await planStatus(world, planId)).toBe('offered');
  const account = await pages.link(lease, 'pay');
  expect((await pages.get(`${account}?lang=es`)).html).toContain('Puede pagar en cuotas');
  const { location } = await pages.post(account, { do: 'plan', form_key: 'see' });
  expect((await pages.get(location)).html).toContain('Pay in installments');
  expect((await pages.post(link, { do: 'accept', way: card, form_key: 'a' })).status).toBe(400);
  expect(await planStatus(world, planId)).toBe('offered');
  const accepted = await pages.post(link, { do: 'accept', way: card, agree: 'yes', form_key: 'b' });
  expect(accepted.status).toBe(303);
  await eventually(async () => (await owed(world.database, lease)) === 50_000, { what: 'the first installment' });
  expect(await taken(world, lease)).toEqual({ count: 1, cents: 30_000 });
  const { html } = await pages.get(link);
  expect(html).toContain('Your plan stands');
  expect(html).toContain('I authorize Harbor');
  expect((await pages.get(account)).html).toMatch(/You pay by a plan.*Next comes \$500\.00/s);
  const { organizationId } = lease;
  const end = { organizationId, planId, to: 'canceled', reason: 'You moved out.', actor: 'test' } as const;
  await inOrganization(world.database, organizationId, (tx) =>
    endPlan(tx, { ...end, linkKey: world.deps.linkKey, now: new Date() }),
  );
  await expect(result(planId)).resolves.toEqual({ outcome: 'canceled' });
});

test('one who pays each installment by the link pays on the vendor’s page; more than is left is refused', async () => {
  const lease = await givenLease(world.database);
  await givenPastDue(world.database, lease, { daysAgo: 12, amountCents: 80_000 });
  const planId = await givenOffer(world, lease, {
    dates: [
      [0, 30_000],
      [30, 50_000],
    ],
    acceptBy: lease.today,
  });
  const link = await linkOf(lease, planId);
  await pages.post(link, { do: 'accept', way: 'link', agree: 'yes', form_key: 'c' });
  await eventually(async () => (await planStatus(world, planId)) === 'active', { what: 'the plan to run' });
  for (const amount of ['800.01', '-1', '0', 'x', '1e9']) {
    expect((await pages.post(link, { do: 'pay', way: 'bank', amount, form_key: amount })).status).toBe(400);
  }
  const paying = await pages.post(link, { do: 'pay', way: 'bank', amount: '800', form_key: 'd' });
  expect(paying.location).toContain('/pages/stripe/checkout/');
  await pages.post(`${paying.location}`, BANK);
  await eventually(async () => (await planStatus(world, planId)) === 'completed', {
    what: 'the plan to be done',
    limitMs: 90_000,
  });
  await expect(result(planId)).resolves.toEqual({ outcome: 'completed' });
  expect(await owed(world.database, lease)).toBe(0);
});

test('a tenant declines an offer; another tenant’s plan is not theirs to see', async () => {
  const lease = await givenLease(world.database);
  await givenPastDue(world.database, lease, { daysAgo: 12, amountCents: 80_000 });
  const planId = await givenOffer(world, lease, { dates: [[1, 80_000]], acceptBy: addDays(lease.today, 1) });
  const other = await givenLease(world.database, { organizationId: lease.organizationId });
  expect((await pages.get(await linkOf(other, planId))).status).toBe(404);
  await pages.post(await linkOf(lease, planId), { do: 'decline', form_key: 'e' });
  await expect(result(planId)).resolves.toEqual({ outcome: 'declined' });
});
