import { addDays, atLocalTime } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { balances, owed, presentments, sumOfAll, taken } from './support/books';
import { type GivenLease, givenAutopay, givenLease, givenMethod, givenOutcomes } from './support/given-lease';
import { accept, givenOffer, givenPastDue, planStatus } from './support/given-plan';

jest.setTimeout(90_000);

let world: World;
beforeEach(async () => {
  world = await createWorld({ timeSkipping: true });
});
afterEach(async () => {
  try {
    expect(await sumOfAll(world)).toBe(0);
  } finally {
    await world.close();
  }
});

const lateFee = { late_fee: { grace_days: 3, formula: { kind: 'flat', amount_cents: 5_000 } } };

const becomes = (planId: string, status: string) =>
  eventually(async () => (await planStatus(world, planId)) === status, {
    what: `the plan to be ${status}`,
    limitMs: 90_000,
  });

/** To the morning of a day so many from the lease's first, and a little after. */
const passTo = ({ today, zone }: GivenLease, days: number) =>
  world.advanceTo(new Date(atLocalTime(addDays(today, days), '06:00', zone) + 60_000));

const paidOf = async (lease: GivenLease, status: string, count: number) =>
  eventually(async () => (await presentments(world, lease)).filter((row) => row.status === status).length === count, {
    what: `${count} presentments ${status}`,
    limitMs: 90_000,
  });

async function subjects({ email }: GivenLease): Promise<(string | undefined)[]> {
  await world.settled();
  return (await world.inbox(email)).filter(({ channel }) => channel === 'email').map(({ subject }) => subject);
}

test('each installment is taken once on its day, answers lost or not; no late fee comes, and the plan is done', async () => {
  const lease = await givenLease(world.database, { terms: lateFee }, world.now().getTime());
  await givenPastDue(world.database, lease, { daysAgo: 10, amountCents: 100_000 });
  const card = await givenMethod(world, lease, 'card_visa');
  const planId = await givenOffer(world, lease, {
    dates: [
      [2, 40_000],
      [9, 60_000],
    ],
  });
  await accept(world, lease, planId, card);
  await world.settled();
  await passTo(lease, 1);
  expect(await taken(world, lease)).toEqual({ count: 0, cents: 0 });
  await world.control('faults', {
    vendor: 'stripe',
    kind: 'answer_lost',
    times: 1,
    match: { method: 'POST', path: '/v1/payment_intents' },
  });
  await passTo(lease, 2);
  await paidOf(lease, 'succeeded', 1);
  expect(await owed(world.database, lease)).toBe(60_000);
  await passTo(lease, 9);
  await becomes(planId, 'completed');
  expect(await taken(world, lease)).toEqual({ count: 2, cents: 100_000 });
  expect(await balances(world, lease)).toEqual({ rent_income: -100_000, undeposited_funds: 100_000 });
  const told = await subjects(lease);
  for (const wanted of [
    'A payment plan for $1,000.00',
    'Your payment plan for 418 Alder St, 2B',
    'Your payment plan is paid in full',
  ]) {
    expect(told.filter((subject) => subject === wanted)).toHaveLength(1);
  }
});

test('a missed installment ends the plan: what is left goes back to collection, with the late fee of the rule', async () => {
  const lease = await givenLease(world.database, { terms: lateFee }, world.now().getTime());
  await givenPastDue(world.database, lease, { daysAgo: 10, amountCents: 100_000 });
  const card = await givenMethod(world, lease, 'card_visa');
  await givenOutcomes(world, lease, card, ['lost_card']);
  const planId = await givenOffer(world, lease, {
    dates: [
      [2, 50_000],
      [20, 50_000],
    ],
    graceDays: 2,
  });
  await accept(world, lease, planId, card);
  await passTo(lease, 2);
  await paidOf(lease, 'failed', 1);
  await passTo(lease, 4);
  expect(await planStatus(world, planId)).toBe('active');
  expect(await balances(world, lease)).toEqual({ receivable: 100_000, rent_income: -100_000 });
  await passTo(lease, 5);
  await becomes(planId, 'broken');
  await eventually(async () => (await owed(world.database, lease)) === 105_000, { what: 'the late fee' });
  await passTo(lease, 7);
  expect(await owed(world.database, lease)).toBe(105_000);
  const told = await subjects(lease);
  expect(told).toContain('Your payment plan has ended');
  expect(told).toContain('$500.00 of your plan did not go through');
  const { rows } = await world.owner.query("select payload from events where type = 'payment_plan.broken'");
  expect(rows).toMatchObject([{ payload: { installment: 1, open_cents: 100_000 } }]);
  expect(await taken(world, lease)).toEqual({ count: 0, cents: 0 });
});

test('money from anywhere fills the installments in order; autopay takes the rent beside the plan and nothing of it', async () => {
  const lease = await givenLease(world.database, { terms: lateFee }, world.now().getTime());
  await givenPastDue(world.database, lease, { daysAgo: 40, amountCents: 90_000 });
  const planId = await givenOffer(world, lease, {
    dates: [
      [3, 30_000],
      [10, 30_000],
      [17, 30_000],
    ],
  });
  await accept(world, lease, planId, null);
  await givenAutopay(world, lease, 'card_visa');
  const { organizationId, leaseId, zone, today } = lease;
  await world.client.workflow.start('rentRun', {
    workflowId: `rent-run/${organizationId}/${zone}/${today}`,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
  await paidOf(lease, 'succeeded', 1);
  expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
  expect(await owed(world.database, lease)).toBe(90_000);
  const cash = { organizationId, leaseId, method: 'cash', recordedBy: 'test' } as const;
  await inOrganization(world.database, organizationId, (tx) =>
    recordOfflinePayment(tx, { ...cash, amountCents: cents(70_000), effectiveOn: today, now: world.now() }),
  );
  await passTo(lease, 15);
  expect(await planStatus(world, planId)).toBe('active');
  expect(await owed(world.database, lease)).toBe(20_000);
  await inOrganization(world.database, organizationId, (tx) =>
    recordOfflinePayment(tx, {
      ...cash,
      amountCents: cents(20_000),
      effectiveOn: addDays(today, 15),
      now: world.now(),
    }),
  );
  await world.settled();
  await becomes(planId, 'completed');
  expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
});

test('an offer that nobody accepts expires', async () => {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  await givenPastDue(world.database, lease, { daysAgo: 10, amountCents: 90_000 });
  const planId = await givenOffer(world, lease, { dates: [[8, 90_000]], acceptBy: addDays(lease.today, 5) });
  await world.settled();
  await passTo(lease, 6);
  await becomes(planId, 'expired');
  await expect(accept(world, lease, planId, null)).rejects.toMatchObject({ code: 'illegal_transition' });
});
