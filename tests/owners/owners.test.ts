import { addDays, firstDayOf } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inviteOwner } from '../../store/connect/invite-owner';
import { inOrganization } from '../../store/database';
import { createBill } from '../../store/expenses/create-bill';
import { approveBill } from '../../store/expenses/move-bill';
import { requestStatements } from '../../store/owners/statements/begin-run';
import { createPayment } from '../../store/payments/create-payment';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { createPayout } from '../../store/payouts/create-payout';
import { type GivenLease, givenLease, givenMethod } from '../money/support/given-lease';
import { startPages } from '../money/support/link-pages';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { givenAccount, givenCharge, givenOwners, lastMonth } from './support/given-owners';

let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
});
afterAll(() => world.close());

/** A lease whose rent of last month was paid in cash, with a plumber's bill, for two owners. */
async function givenMonth(parts: Record<string, number> = { Ada: 6_000, Bea: 4_000 }) {
  const lease = await givenLease(world.database, { startsOn: '2021-01-01' });
  const owners = await givenOwners(world.database, lease, parts);
  const first = firstDayOf(lastMonth(lease));
  await givenCharge(world.database, lease, { amountCents: 185_001, dueOn: first });
  await givenCharge(world.database, lease, { kind: 'deposit', amountCents: 100_000, dueOn: first });
  await inOrganization(world.database, lease.organizationId, async (tx) => {
    const { organizationId, leaseId, propertyId, unitId } = lease;
    await recordOfflinePayment(tx, {
      organizationId,
      leaseId,
      method: 'check',
      amountCents: cents(285_001),
      effectiveOn: addDays(first, 1),
      recordedBy: 'usr_test',
      now: world.now(),
    });
    const billId = await createBill(tx, {
      organizationId,
      propertyId,
      unitId,
      vendorId: null,
      workOrderId: null,
      payee: 'Joe, the plumber',
      category: 'repairs',
      description: 'Sink',
      number: null,
      amountCents: 10_000,
      billedOn: first,
      dueOn: null,
      actor: 'usr_test',
    });
    await approveBill(tx, { billId, actor: 'usr_test', on: addDays(first, 2) });
  });
  return { lease, owners };
}

async function stated(lease: GivenLease) {
  const period = lastMonth(lease);
  await inOrganization(world.database, lease.organizationId, (tx) =>
    requestStatements(tx, { organizationId: lease.organizationId, period, startedBy: 'usr_test', now: world.now() }),
  );
  await eventually(
    async () =>
      (await rows(`select 1 from owner_statement_runs where organization_id = $1 and status = 'completed'`, lease))
        .length === 1,
    { what: 'the statements to be made' },
  );
  await world.settled();
}

async function rows(sql: string, { organizationId }: { organizationId: string }, ...more: unknown[]) {
  return (await world.owner.query<Record<string, unknown>>(sql, [organizationId, ...more])).rows;
}

const owed = (lease: GivenLease, ownerId: string | undefined) =>
  rows(
    `select coalesce(-sum(balance_cents), 0)::int as cents from owner_balances where organization_id = $1 and owner_id = $2 and account = 'owner_payable'`,
    lease,
    ownerId,
  ).then(([row]) => Number(row?.cents));

async function pay(lease: GivenLease, ownerId: string | undefined, amountCents: number | null = null) {
  return inOrganization(world.database, lease.organizationId, (tx) =>
    createPayout(tx, {
      organizationId: lease.organizationId,
      ownerId: ownerId ?? '',
      amountCents,
      method: 'stripe',
      reference: null,
      today: lease.today,
      actor: 'usr_test',
    }),
  );
}

const payoutIs = (payoutId: string, status: string) =>
  eventually(
    async () =>
      (await world.owner.query('select 1 from owner_payouts where id = $1 and status = $2', [payoutId, status])).rows
        .length === 1,
    { what: `the payout to be ${status}`, limitMs: 90_000 },
  );

type Sent = {
  from: string;
  amount: number;
  destination: string;
  transfer_group: string | null;
  metadata: { step?: string };
};
const transfersOf = async (payoutId: string): Promise<Sent[]> => {
  const { data } = (await world.control('stripe/transfers')) as { data: Sent[] };
  return data.filter(({ transfer_group }) => transfer_group === payoutId);
};

test('a month is stated to its owners to the cent, without deposits, with papers by email; done again nothing changes', async () => {
  const { lease, owners } = await givenMonth();
  await stated(lease);
  // 185,001 collected, 8% of it is 14,800.08, a bill of 10,000.
  expect(await owed(lease, owners.Ada)).toBe(111_001 - 8_880 - 6_000);
  expect(await owed(lease, owners.Bea)).toBe(74_000 - 5_920 - 4_000);
  const [statement] = await rows(
    'select s.*, o.email from owner_statements s join owners o on o.id = s.owner_id where s.organization_id = $1 and owner_id = $2',
    lease,
    owners.Ada,
  );
  expect(statement).toMatchObject({ status: 'sent', collected_cents: '111001', management_fee_cents: '-8880' });
  const [email] = await world.inbox(String(statement?.email));
  expect(email?.subject).toContain('Your owner statement');
  expect(email?.links[0]).toMatch(/\/l\//);
  const pdf = await world.vendors.objects.get(`owner-statements/${lease.organizationId}/${String(statement?.id)}.pdf`);
  expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
  const csv = await world.vendors.objects.get(`owner-statements/${lease.organizationId}/${String(statement?.id)}.csv`);
  expect(csv.body.toString()).toContain('Payable to you,sum,,,961.21');

  const before = await rows('select count(*) from postings where organization_id = $1', lease);
  await stated(lease);
  expect(await rows('select count(*) from postings where organization_id = $1', lease)).toEqual(before);
});

test('money is collected once it came through: a bank debit under way is in no statement and pays nobody', async () => {
  const lease = await givenLease(world.database, { startsOn: '2021-01-01' });
  const owners = await givenOwners(world.database, lease, { Ada: 10_000 });
  await givenCharge(world.database, lease, { amountCents: 100_000, dueOn: firstDayOf(lastMonth(lease)) });
  const { organizationId, leaseId, tenantId } = lease;
  const paymentMethodId = await givenMethod(world, lease, 'usBankAccount_processing');
  await inOrganization(world.database, organizationId, (tx) =>
    createPayment(tx, {
      organizationId,
      leaseId,
      tenantId,
      amountCents: cents(100_000),
      by: { kind: 'stored', paymentMethodId },
      actor: 'usr_test',
      now: world.now(),
    }),
  );
  await eventually(
    async () =>
      (await rows(`select 1 from payments where organization_id = $1 and status = 'processing'`, lease)).length === 1,
    { what: 'the debit to be under way' },
  );
  await stated(lease);
  expect(await owed(lease, owners.Ada)).toBe(0);
  await expect(pay(lease, owners.Ada, 1)).rejects.toMatchObject({ code: 'not_possible' });
});

test('an organization and its owner sign up; rent goes to its account; the owner is paid out of it, once, whatever answers are lost', async () => {
  const { lease, owners } = await givenMonth({ Ada: 10_000 });
  await stated(lease);
  await expect(pay(lease, owners.Ada)).rejects.toMatchObject({ code: 'not_possible' });
  const accountId = await givenAccount(world, lease.organizationId, null);
  await givenAccount(world, lease.organizationId, owners.Ada ?? '');
  const accounts = await rows('select * from connect_accounts where organization_id = $1 order by created_at', lease);
  expect(accounts).toMatchObject([{ payouts_enabled: true }, { transfers_enabled: true }]);
  const ours = String(accounts.find(({ id }) => id === accountId)?.vendor_ref);

  // Not enough money in it yet: the payout fails, and is owed again.
  const all = await owed(lease, owners.Ada);
  const early = await pay(lease, owners.Ada);
  await payoutIs(early, 'failed');
  expect(await owed(lease, owners.Ada)).toBe(all);
  expect(await transfersOf(early)).toEqual([]);

  await world.control('stripe/balance', { account: ours, amount: 500_000 });
  // Every answer of the payment service is lost once, after its effect.
  await world.control('faults', {
    vendor: 'stripe',
    kind: 'answer_lost',
    times: 2,
    match: { method: 'POST', path: '/v1/transfers' },
  });
  const payout = await pay(lease, owners.Ada);
  await payoutIs(payout, 'paid');
  const sent = await transfersOf(payout);
  expect(sent.map(({ metadata, amount }) => [metadata.step, amount]).sort()).toEqual([
    ['collect', all],
    ['pay', all],
  ]);
  expect(await owed(lease, owners.Ada)).toBe(0);
  await expect(pay(lease, owners.Ada, 1)).rejects.toMatchObject({ code: 'not_possible' });

  // Papers are missing: payouts are paused, then go on by themselves.
  await world.control('stripe/pause-payouts', { account: ours, requirements: ['individual.verification.document'] });
  await world.settled();
  await eventually(
    async () =>
      (await rows(`select 1 from connect_accounts where organization_id = $1 and not payouts_enabled`, lease))
        .length === 1,
    { what: 'the pause to be known' },
  );
  await expect(pay(lease, owners.Ada, 1)).rejects.toMatchObject({ code: 'not_possible' });

  // The transfer is taken back weeks later: it is owed again.
  const transfer = sent.find(({ metadata }) => metadata.step === 'pay') as unknown as { id: string };
  await world.control('stripe/transfer-reverse', { transfer: transfer.id });
  await payoutIs(payout, 'returned');
  expect(await owed(lease, owners.Ada)).toBe(all);
});

test('an invited owner signs up by their link, in their language, and reads there how it stands', async () => {
  const lease = await givenLease(world.database);
  const owners = await givenOwners(world.database, lease, { Ada: 10_000 });
  const { organizationId } = lease;
  const ownerId = owners.Ada ?? '';
  const invite = () =>
    inOrganization(world.database, organizationId, (tx) =>
      inviteOwner(tx, world.deps.linkKey, { organizationId, ownerId, actor: 'usr_test', now: world.now() }),
    );
  await invite();
  await world.settled();
  const [{ email = '' } = {}] = await rows('select email from owners where organization_id = $1', lease);
  const [letter] = await world.inbox(String(email));
  const link = new URL(letter?.links[0] ?? '').pathname;
  const pages = await startPages(world);
  try {
    expect((await pages.get(link)).html).toContain('Continue to Stripe');
    expect((await pages.get(`${link}?lang=es`)).html).toContain('Continuar a Stripe');
    const { status, location } = await pages.post(link, { form_key: 'go' });
    expect([status, location]).toEqual([303, expect.stringContaining('/pages/stripe/onboarding/')]);
    expect((await pages.get(`${link}/done`)).html).toContain('Stripe is looking at it');
    const finished = await fetch(location, { method: 'POST', redirect: 'manual' });
    expect(finished.headers.get('location')).toContain(`${link}/done`);
    await eventually(async () => (await pages.get(link)).html.includes('You are all set'), {
      what: 'the sign-up to be known',
      limitMs: 90_000,
    });
    expect((await pages.get(`${link}/elsewhere`)).status).toBe(404);
  } finally {
    await pages.close();
  }
  await expect(invite()).rejects.toMatchObject({ code: 'not_possible' });
});
